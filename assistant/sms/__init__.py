"""What arrives on a phone: encoding and parts, the layout of a reply, Twilio's webhooks, and the carrier that sends."""
