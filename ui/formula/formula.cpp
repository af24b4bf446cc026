#include "ui/formula/formula.h"

#include <QStringView>
#include <optional>
#include <utility>

namespace gradus::ui {
namespace {

/// Powers that are characters of their own, and what they stand for.
constexpr std::pair<char16_t, char16_t> kRaised[] = {
    {u'⁰', u'0'}, {u'¹', u'1'}, {u'²', u'2'}, {u'³', u'3'}, {u'⁴', u'4'}, {u'⁵', u'5'}, {u'⁶', u'6'},
    {u'⁷', u'7'}, {u'⁸', u'8'}, {u'⁹', u'9'}, {u'⁻', u'−'}, {u'ⁿ', u'n'}, {u'ˣ', u'x'}};

std::optional<QChar> lowered(QChar raised) {
  for (const auto& [high, low] : kRaised) {
    if (raised == QChar(high)) return QChar(low);
  }
  return std::nullopt;
}

bool isGreek(QChar c) {
  return c.unicode() >= 0x0391 && c.unicode() <= 0x03C9;
}

bool isLatin(QChar c) {
  return c.unicode() < 128 && c.isLetter();
}

/// Thrown inside, where the text is no formula.
struct NoFormula {};

class Reader {
 public:
  explicit Reader(const QString& text) : text_(text) {
    if (text.size() > kLongest) throw NoFormula();
  }

  FormulaBoxPtr readAll() {
    FormulaBoxPtr whole = readFormula();
    skipSpace();
    if (at_ != text_.size()) throw NoFormula();
    return whole;
  }

 private:
  FormulaBoxPtr readFormula() {
    FormulaBoxPtr value = readCondition();
    if (!takeWord(u"if")) return value;
    FormulaBoxPtr condition = readCondition();
    if (!take(u',') || !takeWord(u"else")) throw NoFormula();
    return makeCases(std::move(value), std::move(condition), readSum());
  }

  FormulaBoxPtr readCondition() {
    std::vector<FormulaBoxPtr> pieces{readSum()};
    for (;;) {
      std::optional<QChar> sign = takeOneOf(u"<>≤≥=≠");
      if (!sign) return makeRow(std::move(pieces));
      if (*sign == u'<' && take(u'=')) sign = u'≤';
      if (*sign == u'>' && take(u'=')) sign = u'≥';
      pieces.push_back(makeSign(*sign));
      // "f(x) = value if condition": the cases are on the right.
      pieces.push_back(*sign == u'=' ? readFormula() : readSum());
    }
  }

  FormulaBoxPtr readSum() {
    std::vector<FormulaBoxPtr> pieces;
    if (takeOneOf(u"−-")) pieces.push_back(makeLetters(QStringLiteral("−")));
    pieces.push_back(readProduct());
    for (;;) {
      const std::optional<QChar> sign = takeOneOf(u"+−-∓±");
      if (!sign) return makeRow(std::move(pieces));
      pieces.push_back(makeSign(*sign == u'-' ? QChar(u'−') : *sign));
      pieces.push_back(readProduct());
    }
  }

  FormulaBoxPtr readProduct() {
    std::vector<FormulaBoxPtr> pieces{readPower()};
    for (;;) {
      if (takeOneOf(u"·*")) {
        pieces.push_back(makeSign(QStringLiteral("·")));
        pieces.push_back(readPower());
      } else if (take(u'/')) {
        FormulaBoxPtr above = makeRow(std::exchange(pieces, {}));
        FormulaBoxPtr below = readPower();
        if (raised_ > 0) {
          pieces = {above, makeLetters(QStringLiteral("/")), below};
        } else {
          pieces = {makeFraction(above, below)};
        }
      } else if (beginsFactor()) {
        pieces.push_back(readPower());
      } else {
        return makeRow(std::move(pieces));
      }
    }
  }

  FormulaBoxPtr readPower() {
    FormulaBoxPtr base = readFactor();
    QString raised;
    while (at_ < text_.size() && lowered(text_[at_])) raised += *lowered(text_[at_++]);
    if (!raised.isEmpty()) {
      base = makePower(base, Reader(raised).readAll());
    }
    if (!take(u'^')) return base;
    ++raised_;
    FormulaBoxPtr power = takeOneOf(u"−-") ? makeRow({makeLetters(QStringLiteral("−")), readFactor()}) : readFactor();
    --raised_;
    return makePower(std::move(base), std::move(power));
  }

  FormulaBoxPtr readFactor() {
    if (++depth_ > kDeepest) throw NoFormula();
    FormulaBoxPtr factor = readOpenFactor();
    --depth_;
    return factor;
  }

  FormulaBoxPtr readOpenFactor() {
    skipSpace();
    if (at_ == text_.size()) throw NoFormula();
    const QChar first = text_[at_];
    if (take(u'(')) return readFence();
    if (take(u'|')) {
      FormulaBoxPtr inside = readSum();
      if (!take(u'|')) throw NoFormula();
      return makeFence(std::move(inside), true);
    }
    if (take(u'√')) return makeRoot(readFactor());
    if (first.isDigit() || first == u'.')
      return makeLetters(readWhile([](QChar c) { return c.isDigit() || c == u'.'; }));
    if (first == u'½' || first == u'¼' || first == u'∞') return makeLetters(text_[at_++]);
    if (isGreek(first)) {
      ++at_;
      // A capital one is a function: the normal distribution's.
      return makeLetters(first + readSubscript(), first.isLower() && first != u'σ');
    }
    if (isLatin(first)) return readName();
    throw NoFormula();
  }

  FormulaBoxPtr readName() {
    const QString name = readWhile([](QChar c) { return isLatin(c) || c.isDigit() || c == u'_'; });
    if (name == QStringLiteral("if") || name == QStringLiteral("else")) throw NoFormula();
    const bool isCalled = at_ < text_.size() && text_[at_] == u'(';
    if (!isCalled) {
      // A function without parentheses stands off what follows.
      return makeLetters(name + readSubscript(), name.size() == 1);
    }
    ++at_;
    const bool isSquareRoot = name == QStringLiteral("sqrt");
    const bool isSize = name == QStringLiteral("abs");
    if (isSquareRoot || isSize) {
      FormulaBoxPtr inside = readSum();
      if (!take(u')')) throw NoFormula();
      return isSquareRoot ? makeRoot(std::move(inside)) : makeFence(std::move(inside), true);
    }
    return makeRow({makeLetters(name, name.size() == 1), readFence()});
  }

  QString readSubscript() {
    return readWhile([](QChar c) { return c == u'ᵢ' || c == u'ⱼ' || (c >= u'₀' && c <= u'₉'); });
  }

  /// Behind the opening parenthesis.
  FormulaBoxPtr readFence() {
    std::vector<FormulaBoxPtr> pieces{readCondition()};
    while (take(u',')) {
      pieces.push_back(makeSign(QStringLiteral(",")));
      pieces.push_back(makeLetters(QStringLiteral(" ")));
      pieces.push_back(readCondition());
    }
    if (!take(u')')) throw NoFormula();
    return makeFence(makeRow(std::move(pieces)), false);
  }

  bool beginsFactor() {
    skipSpace();
    if (at_ == text_.size()) return false;
    const QChar next = text_[at_];
    if (isLatin(next)) return !isWordHere(u"if") && !isWordHere(u"else");
    return next.isDigit() || next == u'(' || next == u'√' || next == u'½' || next == u'¼' || isGreek(next);
  }

  bool isWordHere(QStringView word) const {
    if (!QStringView(text_).mid(at_).startsWith(word)) return false;
    const qsizetype end = at_ + word.size();
    return end == text_.size() || !isLatin(text_[end]);
  }

  bool takeWord(QStringView word) {
    skipSpace();
    if (!isWordHere(word)) return false;
    at_ += word.size();
    return true;
  }

  bool take(QChar wanted) {
    skipSpace();
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  std::optional<QChar> takeOneOf(QStringView wanted) {
    skipSpace();
    if (at_ == text_.size() || !wanted.contains(text_[at_])) return std::nullopt;
    return text_[at_++];
  }

  template <typename Belongs>
  QString readWhile(Belongs&& belongs) {
    const qsizetype first = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return text_.mid(first, at_ - first);
  }

  void skipSpace() {
    while (at_ < text_.size() && text_[at_].isSpace()) ++at_;
  }

  // A person's formula is never so long or deep, and the stack ends somewhere.
  static constexpr qsizetype kLongest = 400;
  static constexpr int kDeepest = 60;

  QString text_;
  qsizetype at_ = 0;
  int raised_ = 0;
  int depth_ = 0;
};

}  // namespace

FormulaBoxPtr setFormula(const QString& text) {
  try {
    return Reader(text).readAll();
  } catch (const NoFormula&) {
    return makeLetters(text);
  }
}

bool isFormula(const QString& text) {
  try {
    Reader(text).readAll();
    return true;
  } catch (const NoFormula&) {
    return false;
  }
}

}  // namespace gradus::ui
