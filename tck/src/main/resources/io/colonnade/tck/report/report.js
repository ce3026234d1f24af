'use strict';
document.querySelectorAll('table').forEach(function (table) {
  var body = table.tBodies[0];
  table.querySelectorAll('th').forEach(function (head, column) {
    head.querySelector('button').addEventListener('click', function () {
      var down = head.getAttribute('aria-sort') === 'ascending';
      table.querySelectorAll('th').forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      Array.from(body.rows).sort(function (a, b) {
        var order = a.cells[column].textContent.localeCompare(b.cells[column].textContent, 'en', { numeric: true });
        return down ? -order : order;
      }).forEach(function (row) { body.appendChild(row); });
    });
  });
});
document.querySelectorAll('input[data-table]').forEach(function (input) {
  input.addEventListener('input', function () {
    var words = input.value.toLowerCase().split(/\s+/), shown = 0, id = input.getAttribute('data-table');
    Array.from(document.getElementById(id).tBodies[0].rows).forEach(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
      shown += row.hidden ? 0 : 1;
    });
    document.querySelector('[data-count="' + id + '"]').textContent = shown;
  });
});
