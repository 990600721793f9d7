// The chat without reloading the page, and the phone simulator that looks for new texts. Both pages work without this file.
(function () {
  'use strict';
  var log = document.getElementById('gesprek');
  var form = document.getElementById('vraag');
  var phone = document.getElementById('berichten');
  if (phone) { lookAgain(phone); sendOnEnter(document.getElementById('text')); toTheEnd(phone.parentNode); }
  if (!log || !form || !window.fetch || !window.FormData) { return; }

  var field = document.getElementById('message');
  var mistake = document.getElementById('mistake');
  var busy = false;

  sendOnEnter(field);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (field.value.trim()) { send(form, 'message', field.value); }
  });
  document.getElementById('keuze').addEventListener('submit', function (event) {
    var button = event.submitter || document.activeElement;
    if (!button || button.name !== 'choice') { return; }
    event.preventDefault();
    send(form, 'choice', button.value, button.textContent);
  });

  function send(from, name, value, shown) {
    if (busy) { return; }
    busy = true;
    mistake.hidden = true;
    var data = new FormData();
    data.append('csrf_token', from.elements.csrf_token.value);
    data.append('page', from.elements.page.value);
    data.append(name, value);
    log.setAttribute('aria-busy', 'true');
    fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'application/json' }, credentials: 'same-origin' })
      .then(function (answer) {
        return answer.json().then(function (said) {
          if (!answer.ok) { throw new Error(said.error); }
          return said;
        });
      })
      .then(function (said) { if (said.address) { location.assign(said.address); return; } show(said, shown || value); })
      .catch(function (error) {
        mistake.textContent = error instanceof TypeError || error instanceof SyntaxError || !error.message ? form.dataset.failed : error.message;
        mistake.hidden = false;
      })
      .then(function () { busy = false; log.removeAttribute('aria-busy'); field.focus({ preventScroll: true }); });
  }

  function show(said, mine) {
    // A digit belongs to the last question: older choices become plain text.
    log.querySelectorAll('button').forEach(function (button) {
      var text = document.createElement('span');
      text.className = 'thuisbericht-choice thuisbericht-choice--past';
      text.textContent = button.textContent;
      button.replaceWith(text);
    });
    var last = document.getElementById('laatste');
    if (last) { last.removeAttribute('id'); }
    var before = log.children.length;
    log.insertAdjacentHTML('beforeend', said.html);
    log.querySelectorAll('[data-mine]').forEach(function (text) {
      text.textContent = mine;
      text.removeAttribute('data-mine');
    });
    document.querySelectorAll('input[name=page]').forEach(function (input) { input.value = said.page; });
    document.getElementById('wis').hidden = false;
    field.value = '';
    log.children[before].scrollIntoView({ block: 'start', behavior: 'auto' });
  }

  function sendOnEnter(area) {
    area.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        if (area.form.requestSubmit) { area.form.requestSubmit(); } else { area.form.querySelector('button').click(); }
      }
    });
  }

  function lookAgain(list) {
    setInterval(function () {
      fetch(list.dataset.look, { credentials: 'same-origin' })
        .then(function (answer) { return answer.ok ? answer.text() : null; })
        .then(function (html) {
          if (html === null || html.trim() === list.dataset.seen) { return; }
          var isFirst = list.dataset.seen === undefined;
          list.dataset.seen = html.trim();
          if (isFirst && list.children.length === (html.match(/<li/g) || []).length) { return; }
          list.innerHTML = html;
          toTheEnd(list.parentNode);
        })
        .catch(function () { /* The next look may work; the page says nothing wrong meanwhile. */ });
    }, Number(list.dataset.seconds) * 1000);
  }

  function toTheEnd(screen) { screen.scrollTop = screen.scrollHeight; }
})();
