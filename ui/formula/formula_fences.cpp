// Pieces of a formula with lines as high as what they hold: roots, parentheses, braces.
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <utility>

#include "ui/formula/formula_box.h"

namespace gradus::ui {
namespace {

constexpr double kPartSize = 0.9;

class Root : public FormulaBox {
 public:
  explicit Root(FormulaBoxPtr inside) : inside_(std::move(inside)) {}

  FormulaExtent extent(const FormulaType& type) const override {
    FormulaExtent extent = inside_->extent(type);
    extent.width += kHook + 3;
    extent.ascent += kAbove;
    return extent;
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    const FormulaExtent whole = extent(type);
    const double top = at.y() - whole.ascent + 1;
    const double bottom = at.y() + whole.descent;
    QPainterPath hook(QPointF(at.x() + 1, at.y() - type.axis()));
    hook.lineTo(at.x() + 3, at.y() - type.axis() - 1);
    hook.lineTo(at.x() + 6, bottom);
    hook.lineTo(at.x() + kHook, top);
    hook.lineTo(at.x() + whole.width - 1, top);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(type.stroke());
    painter.drawPath(hook);
    inside_->paint(painter, at + QPointF(kHook + 1, 0), type);
  }

 private:
  static constexpr double kHook = 10;
  static constexpr double kAbove = 4;

  FormulaBoxPtr inside_;
};

class Fence : public FormulaBox {
 public:
  Fence(FormulaBoxPtr inside, bool isBars) : inside_(std::move(inside)), isBars_(isBars) {}

  FormulaExtent extent(const FormulaType& type) const override {
    FormulaExtent extent = inside_->extent(type);
    extent.width += 2 * side(type);
    extent.ascent = std::max(extent.ascent, 0.8 * type.font.pixelSize());
    extent.descent = std::max(extent.descent, 0.22 * type.font.pixelSize());
    return extent;
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    const FormulaExtent whole = extent(type);
    const double top = at.y() - whole.ascent;
    const double bottom = at.y() + whole.descent;
    const double right = at.x() + whole.width;
    const double bend = isBars_ ? 0 : 0.16 * type.font.pixelSize() + 0.02 * whole.height();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(type.stroke());
    const auto stroke = [&](double x, double towards) {
      QPainterPath path(QPointF(x, top));
      path.quadTo(x - 2 * towards, (top + bottom) / 2, x, bottom);
      painter.drawPath(path);
    };
    const double inset = side(type) - 2;
    stroke(at.x() + inset, bend);
    stroke(right - inset, -bend);
    inside_->paint(painter, at + QPointF(side(type), 0), type);
  }

  FormulaBox* inside() override { return isBars_ ? nullptr : inside_.get(); }

 private:
  double side(const FormulaType& type) const { return (isBars_ ? 0.26 : 0.36) * type.font.pixelSize(); }

  FormulaBoxPtr inside_;
  bool isBars_;
};

/// What a fence or a row of one holds, shared with it.
class Borrowed : public FormulaBox {
 public:
  Borrowed(FormulaBoxPtr owner, FormulaBox* inside) : owner_(std::move(owner)), inside_(inside) {}

  FormulaExtent extent(const FormulaType& type) const override { return inside_->extent(type); }
  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    inside_->paint(painter, at, type);
  }

 private:
  FormulaBoxPtr owner_;
  FormulaBox* inside_;
};

class Cases : public FormulaBox {
 public:
  Cases(FormulaBoxPtr value, FormulaBoxPtr condition, FormulaBoxPtr other)
      : value_(std::move(value)), condition_(std::move(condition)), other_(std::move(other)) {}

  FormulaExtent extent(const FormulaType& type) const override {
    const Parts parts = partsOf(type);
    const double height = parts.above.height() + parts.below.height() + kBetween;
    return {kBrace + parts.values + kColumn + parts.words, type.axis() + height / 2, height / 2 - type.axis()};
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    const FormulaType part = type.smaller(kPartSize);
    const Parts parts = partsOf(type);
    const FormulaExtent whole = extent(type);
    const double top = at.y() - whole.ascent;
    const double bottom = at.y() + whole.descent;
    paintBrace(painter, at.x(), top, bottom, type);
    const double first = top + parts.above.ascent;
    const double second = bottom - parts.below.descent;
    const double left = at.x() + kBrace;
    const double words = left + parts.values + kColumn;
    value_->paint(painter, {left, first}, part);
    other_->paint(painter, {left, second}, part);
    painter.setFont(part.font);
    painter.setPen(part.ink);
    painter.drawText(QPointF(words, first), QStringLiteral("if "));
    painter.setFont(part.font);
    painter.drawText(QPointF(words, second), QStringLiteral("else"));
    condition_->paint(painter, {words + ifWidth(part), first}, part);
  }

 private:
  static constexpr double kBrace = 10;
  static constexpr double kBetween = 4;
  static constexpr double kColumn = 14;

  struct Parts {
    FormulaExtent above;
    FormulaExtent below;
    double values = 0;
    double words = 0;
  };

  static double ifWidth(const FormulaType& part) {
    return QFontMetricsF(part.font).horizontalAdvance(QStringLiteral("if "));
  }

  Parts partsOf(const FormulaType& type) const {
    const FormulaType part = type.smaller(kPartSize);
    const FormulaExtent condition = condition_->extent(part);
    Parts parts{value_->extent(part), other_->extent(part), 0, ifWidth(part) + condition.width};
    parts.values = std::max(parts.above.width, parts.below.width);
    parts.above.ascent = std::max(parts.above.ascent, condition.ascent);
    parts.above.descent = std::max(parts.above.descent, condition.descent);
    return parts;
  }

  static void paintBrace(QPainter& painter, double x, double top, double bottom, const FormulaType& type) {
    const double middle = (top + bottom) / 2;
    QPainterPath brace(QPointF(x + 7, top));
    brace.quadTo(x + 3.5, top, x + 3.5, top + 5);
    brace.lineTo(x + 3.5, middle - 4);
    brace.quadTo(x + 3.5, middle, x, middle);
    brace.quadTo(x + 3.5, middle, x + 3.5, middle + 4);
    brace.lineTo(x + 3.5, bottom - 5);
    brace.quadTo(x + 3.5, bottom, x + 7, bottom);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(type.stroke());
    painter.drawPath(brace);
  }

  FormulaBoxPtr value_;
  FormulaBoxPtr condition_;
  FormulaBoxPtr other_;
};

}  // namespace

FormulaBoxPtr withoutParentheses(FormulaBoxPtr piece) {
  FormulaBox* inside = piece->inside();
  return inside == nullptr ? piece : std::make_shared<Borrowed>(std::move(piece), inside);
}

FormulaBoxPtr makeRoot(FormulaBoxPtr inside) {
  return std::make_shared<Root>(withoutParentheses(std::move(inside)));
}

FormulaBoxPtr makeFence(FormulaBoxPtr inside, bool isBars) {
  return std::make_shared<Fence>(std::move(inside), isBars);
}

FormulaBoxPtr makeCases(FormulaBoxPtr value, FormulaBoxPtr condition, FormulaBoxPtr other) {
  return std::make_shared<Cases>(std::move(value), std::move(condition), std::move(other));
}

}  // namespace gradus::ui
