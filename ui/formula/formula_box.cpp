#include "ui/formula/formula_box.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <utility>

namespace gradus::ui {
namespace {

constexpr int kSmallest = 11;  // pixels
constexpr double kPowerSize = 0.74;
constexpr double kPartSize = 0.9;

QFontMetricsF metricsOf(const FormulaType& type) {
  return QFontMetricsF(type.font);
}

QPen strokeOf(const FormulaType& type) {
  return {type.ink, std::max(1.0, type.font.pixelSize() / 13.0), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

class Letters : public FormulaBox {
 public:
  Letters(QString letters, bool isItalic) : letters_(std::move(letters)), isItalic_(isItalic) {}

  FormulaExtent extent(const FormulaType& type) const override {
    const QFontMetricsF metrics(fontOf(type));
    // A slanted letter leans out of its width.
    const double lean = isItalic_ ? 0.06 * type.font.pixelSize() : 0;
    return {metrics.horizontalAdvance(letters_) + lean, 0.76 * type.font.pixelSize(), 0.22 * type.font.pixelSize()};
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    painter.setFont(fontOf(type));
    painter.setPen(type.ink);
    painter.drawText(at, letters_);
  }

 private:
  QFont fontOf(const FormulaType& type) const {
    QFont font = type.font;
    font.setItalic(isItalic_);
    return font;
  }

  QString letters_;
  bool isItalic_;
};

class Sign : public FormulaBox {
 public:
  explicit Sign(QString sign) : sign_(std::move(sign)) {}

  FormulaExtent extent(const FormulaType& type) const override {
    return {metricsOf(type).horizontalAdvance(sign_) + 2 * space(type), 0.7 * type.font.pixelSize(),
            0.1 * type.font.pixelSize()};
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    painter.setFont(type.font);
    painter.setPen(type.ink);
    painter.drawText(at + QPointF(space(type), 0), sign_);
  }

 private:
  double space(const FormulaType& type) const {
    const double share = sign_ == QStringLiteral(",") ? 0.0 : sign_ == QStringLiteral("·") ? 0.16 : 0.24;
    return share * type.font.pixelSize();
  }

  QString sign_;
};

class Row : public FormulaBox {
 public:
  explicit Row(std::vector<FormulaBoxPtr> pieces) : pieces_(std::move(pieces)) {}

  FormulaExtent extent(const FormulaType& type) const override {
    FormulaExtent whole;
    for (const FormulaBoxPtr& piece : pieces_) {
      const FormulaExtent part = piece->extent(type);
      whole.width += part.width;
      whole.ascent = std::max(whole.ascent, part.ascent);
      whole.descent = std::max(whole.descent, part.descent);
    }
    return whole;
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    for (const FormulaBoxPtr& piece : pieces_) {
      piece->paint(painter, at, type);
      at.rx() += piece->extent(type).width;
    }
  }

  FormulaBox* inside() override { return pieces_.size() == 1 ? pieces_.front()->inside() : nullptr; }

 private:
  std::vector<FormulaBoxPtr> pieces_;
};

class Power : public FormulaBox {
 public:
  Power(FormulaBoxPtr base, FormulaBoxPtr power) : base_(std::move(base)), power_(std::move(power)) {}

  FormulaExtent extent(const FormulaType& type) const override {
    const FormulaExtent base = base_->extent(type);
    const FormulaExtent power = power_->extent(type.smaller(kPowerSize));
    return {base.width + power.width + 1, std::max(base.ascent, rise(base, type) + power.ascent), base.descent};
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    base_->paint(painter, at, type);
    const FormulaExtent base = base_->extent(type);
    power_->paint(painter, at + QPointF(base.width + 0.5, -rise(base, type)), type.smaller(kPowerSize));
  }

 private:
  double rise(const FormulaExtent& base, const FormulaType& type) const {
    return base.ascent - 0.34 * type.font.pixelSize();
  }

  FormulaBoxPtr base_;
  FormulaBoxPtr power_;
};

class Fraction : public FormulaBox {
 public:
  Fraction(FormulaBoxPtr above, FormulaBoxPtr below) : above_(std::move(above)), below_(std::move(below)) {}

  FormulaExtent extent(const FormulaType& type) const override {
    const FormulaExtent above = above_->extent(type.smaller(kPartSize));
    const FormulaExtent below = below_->extent(type.smaller(kPartSize));
    return {std::max(above.width, below.width) + 2 * kAround, type.axis() + kGap + above.height(),
            below.height() + kGap - type.axis()};
  }

  void paint(QPainter& painter, QPointF at, const FormulaType& type) const override {
    const FormulaType part = type.smaller(kPartSize);
    const FormulaExtent above = above_->extent(part);
    const FormulaExtent below = below_->extent(part);
    const double width = std::max(above.width, below.width);
    const double line = at.y() - type.axis();
    const double left = at.x() + kAround;
    above_->paint(painter, {left + (width - above.width) / 2, line - kGap - above.descent}, part);
    below_->paint(painter, {left + (width - below.width) / 2, line + kGap + below.ascent}, part);
    painter.setPen(strokeOf(type));
    painter.drawLine(QPointF(left - 1, line), QPointF(left + width + 1, line));
  }

 private:
  static constexpr double kAround = 3;
  static constexpr double kGap = 2.5;

  FormulaBoxPtr above_;
  FormulaBoxPtr below_;
};

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
    painter.setPen(strokeOf(type));
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
    painter.setPen(strokeOf(type));
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

  static double ifWidth(const FormulaType& part) { return metricsOf(part).horizontalAdvance(QStringLiteral("if ")); }

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
    painter.setPen(strokeOf(type));
    painter.drawPath(brace);
  }

  FormulaBoxPtr value_;
  FormulaBoxPtr condition_;
  FormulaBoxPtr other_;
};

FormulaBoxPtr withoutParentheses(FormulaBoxPtr piece) {
  FormulaBox* inside = piece->inside();
  return inside == nullptr ? piece : std::make_shared<Borrowed>(std::move(piece), inside);
}

}  // namespace

FormulaType FormulaType::smaller(double factor) const {
  FormulaType type = *this;
  type.font.setPixelSize(std::max(kSmallest, static_cast<int>(factor * font.pixelSize() + 0.5)));
  return type;
}

double FormulaType::axis() const {
  return 0.3 * font.pixelSize();
}

FormulaBoxPtr makeLetters(const QString& letters, bool isItalic) {
  return std::make_shared<Letters>(letters, isItalic);
}

FormulaBoxPtr makeSign(const QString& sign) {
  return std::make_shared<Sign>(sign);
}

FormulaBoxPtr makeRow(std::vector<FormulaBoxPtr> pieces) {
  if (pieces.size() == 1) return pieces.front();
  return std::make_shared<Row>(std::move(pieces));
}

FormulaBoxPtr makePower(FormulaBoxPtr base, FormulaBoxPtr power) {
  return std::make_shared<Power>(std::move(base), withoutParentheses(std::move(power)));
}

FormulaBoxPtr makeFraction(FormulaBoxPtr above, FormulaBoxPtr below) {
  return std::make_shared<Fraction>(withoutParentheses(std::move(above)), withoutParentheses(std::move(below)));
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
