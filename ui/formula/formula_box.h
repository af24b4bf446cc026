// Pieces of a formula that know their size and paint themselves: letters, powers, fractions, roots, cases.
#pragma once

#include <QColor>
#include <QFont>
#include <QPen>
#include <QPointF>
#include <QString>
#include <memory>
#include <vector>

class QPainter;

namespace gradus::ui {

/// How a piece is set.
struct FormulaType {
  QFont font;  ///< with its size in pixels
  QColor ink;

  /// For powers and for the parts of fractions: smaller, but never too small to read.
  FormulaType smaller(double factor) const;

  /// For the lines of fractions, roots and fences.
  QPen stroke() const;

  /// Above the line of the letters, where fractions and signs have their middle.
  double axis() const;
};

/// What a piece takes around its place on the line.
struct FormulaExtent {
  double width = 0;
  double ascent = 0;
  double descent = 0;

  double height() const { return ascent + descent; }
};

class FormulaBox {
 public:
  virtual ~FormulaBox() = default;
  virtual FormulaExtent extent(const FormulaType& type) const = 0;

  /// With its left end on the line at `at`.
  virtual void paint(QPainter& painter, QPointF at, const FormulaType& type) const = 0;

  /// What is inside of a pair of parentheses, which a fraction's line makes superfluous; else null.
  virtual FormulaBox* inside() { return nullptr; }
};

using FormulaBoxPtr = std::shared_ptr<FormulaBox>;

FormulaBoxPtr makeLetters(const QString& letters, bool isItalic = false);

/// A sign between two pieces, with space on both sides.
FormulaBoxPtr makeSign(const QString& sign);

FormulaBoxPtr makeRow(std::vector<FormulaBoxPtr> pieces);
FormulaBoxPtr makePower(FormulaBoxPtr base, FormulaBoxPtr power);
FormulaBoxPtr makeFraction(FormulaBoxPtr above, FormulaBoxPtr below);
FormulaBoxPtr makeRoot(FormulaBoxPtr inside);

/// `inside` between parentheses, or between the bars of an absolute value, as high as it is.
FormulaBoxPtr makeFence(FormulaBoxPtr inside, bool isBars);

/// What stands inside of it, where it is a pair of parentheses; else the piece itself.
FormulaBoxPtr withoutParentheses(FormulaBoxPtr piece);

/// A brace with a line for each case, "value, if condition" and "other, else".
FormulaBoxPtr makeCases(FormulaBoxPtr value, FormulaBoxPtr condition, FormulaBoxPtr other);

}  // namespace gradus::ui
