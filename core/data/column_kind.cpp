#include "core/data/column_kind.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "core/data/loose_number.h"

namespace gradus {
namespace {

using Reading = std::function<std::optional<double>(const std::string& text)>;

std::string textOf(double number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return {text, end};
}

/// How many cells are something else than missing, and how many of those are numbers.
struct Count {
  std::int64_t known = 0;
  std::int64_t numbers = 0;
  const Cell* firstWord = nullptr;
};

/// "nan" is a missing number first, though numberIn() knows it.
Count countNumbers(const Column& column, const Reading& read) {
  Count count;
  for (const Cell& cell : column.cells) {
    if (saysMissing(cell.text)) continue;
    ++count.known;
    if (read(cell.text)) {
      ++count.numbers;
    } else if (count.firstWord == nullptr) {
      count.firstWord = &cell;
    }
  }
  return count;
}

/// Once, however many columns it is about.
void note(Table& table, const std::string& text) {
  if (std::ranges::find(table.notes, text) == table.notes.end()) table.notes.push_back(text);
}

void fill(Table& table, Column& column, const Reading& read) {
  const Cell* firstLoose = nullptr;
  std::string missing;
  column.numeric = true;
  column.numbers.reserve(column.cells.size());
  for (Cell& cell : column.cells) {
    if (saysMissing(cell.text)) {
      if (missing.empty()) missing = cell.text;
      cell.text.clear();
      column.numbers.push_back(0);
      continue;
    }
    const double number = read(cell.text).value();
    // Written so that NaN is refused too.
    if (!(std::abs(number) <= static_cast<double>(std::numeric_limits<float>::max()))) {
      failAt(table.origin, cell.position,
             "'" + cell.text + "' in the numeric column '" + column.name +
                 "' is no finite 32-bit number; leave the cell empty where the value is missing");
    }
    if (firstLoose == nullptr && !numberIn(cell.text)) firstLoose = &cell;
    column.numbers.push_back(number);
  }
  if (!missing.empty()) note(table, "'" + missing + "' counts as an empty cell where other cells are numbers");
  if (firstLoose == nullptr) return;
  const auto row = static_cast<std::size_t>(firstLoose - column.cells.data());
  table.notes.push_back(column.name + ": '" + firstLoose->text + "' is read as " + textOf(column.numbers[row]));
}

}  // namespace

void inferKind(Table& table, Column& column) {
  const Reading plain = [](const std::string& text) { return numberIn(text); };
  const Reading point = [](const std::string& text) { return looseNumberIn(text, DecimalSign::Point); };
  const Reading comma = [](const std::string& text) { return looseNumberIn(text, DecimalSign::Comma); };
  const bool commaFirst = table.separator != ',';
  Count best;
  for (const Reading& read : {plain, commaFirst ? comma : point, commaFirst ? point : comma}) {
    const Count count = countNumbers(column, read);
    if (count.known == 0) return;
    if (count.numbers == count.known) return fill(table, column, read);
    if (count.numbers > best.numbers) best = count;
  }
  if (2 * best.numbers <= best.known) return;
  table.notes.push_back(column.name + ": words, as '" + best.firstWord->text + "' in line " +
                        std::to_string(best.firstWord->position.line) + " is no number");
}

}  // namespace gradus
