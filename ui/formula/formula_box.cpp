#include "ui/formula/formula_box.h"

#include <QFontMetricsF>
#include <QPainter>
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
    painter.setPen(type.stroke());
    painter.drawLine(QPointF(left - 1, line), QPointF(left + width + 1, line));
  }

 private:
  static constexpr double kAround = 3;
  static constexpr double kGap = 2.5;

  FormulaBoxPtr above_;
  FormulaBoxPtr below_;
};

}  // namespace

FormulaType FormulaType::smaller(double factor) const {
  FormulaType type = *this;
  type.font.setPixelSize(std::max(kSmallest, static_cast<int>(factor * font.pixelSize() + 0.5)));
  return type;
}

QPen FormulaType::stroke() const {
  return {ink, std::max(1.0, font.pixelSize() / 13.0), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
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

}  // namespace gradus::ui
