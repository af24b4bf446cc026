#include "ui/activations/softmax_view.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QRadioButton>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/activations/temperature_plot.h"
#include "ui/formula/formula_label.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/slider_field.h"

namespace gradus::ui {
namespace {

constexpr double kLargestLogit = 6;
constexpr double kColdest = TemperaturePlot::kColdest;
constexpr double kHottest = TemperaturePlot::kHottest;
constexpr double kFirst[] = {2, 1, 0.2, -0.6, -1.5, 0, 0, 0, 0, 0};  // of the sliders, before anybody has moved them
constexpr int kNumber = 58;

const QString kWords = QStringLiteral(
    "Use it on the outputs of a classifier whose classes exclude each other, together with cross-entropy: its gradient "
    "is then simply what is said less what is true. A low temperature makes the largest logit win outright, a high one "
    "makes all classes look alike; the order never changes. Adding the same number to all logits changes nothing.");
const QString kSources = QStringLiteral(
    "Bridle (1990), “Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships to "
    "Statistical Pattern Recognition”; temperature: Hinton, Vinyals & Dean (2015), “Distilling the Knowledge in a "
    "Neural "
    "Network”");

QLabel* makeLabel(const QString& text, bool isQuiet, int size = 12) {
  auto* label = new QLabel(text);
  if (isQuiet) label->setForegroundRole(role::kMuted);
  label->setFont(textFont(size));
  return label;
}

/// A round mark and the name of a class: chosen, it is the true one.
class TargetButton : public QRadioButton {
 public:
  explicit TargetButton(const QString& name) : QRadioButton(name) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFont(textFont(13));
    setAutoExclusive(false);  // several are hidden at times, and the view knows which one holds
    keepSpace(*this);
  }

  QSize sizeHint() const override { return {82, 26}; }

 protected:
  bool hitButton(const QPoint& position) const override { return rect().contains(position); }

  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(role::kAccent);
    const QPointF middle(9, height() / 2.0);
    painter.setPen(QPen(isChecked() ? accent : palette().color(role::kMuted), 1.5));
    painter.setBrush(palette().color(underMouse() ? role::kHover : role::kControl));
    painter.drawEllipse(middle, 6.5, 6.5);
    if (isChecked()) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(accent);
      painter.drawEllipse(middle, 3.5, 3.5);
    }
    if (hasFocus()) paintFocus(painter, rect(), 6, accent);
    painter.setPen(palette().color(role::kText));
    painter.drawText(rect().adjusted(22, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
  }
};

}  // namespace

ShareBar::ShareBar(bool isSigned, QWidget* parent) : QWidget(parent), isSigned_(isSigned) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setMinimumWidth(60);
}

void ShareBar::setShare(double share, const QColor& color) {
  share_ = std::clamp(share, -1.0, 1.0);
  color_ = color;
  update();
}

void ShareBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  constexpr double kHeight = 8;
  const QRectF track(0, (height() - kHeight) / 2.0, width(), kHeight);
  painter.setPen(Qt::NoPen);
  painter.setBrush(palette().color(role::kControl));
  painter.drawRoundedRect(track, 4, 4);
  const double whole = isSigned_ ? track.width() / 2 : track.width();
  const double length = std::max(std::abs(share_) * whole, share_ == 0 ? 0.0 : 1.5);
  const double left = !isSigned_ ? 0 : share_ < 0 ? whole - length : whole;
  painter.setBrush(color_);
  painter.drawRoundedRect(QRectF(left, track.top(), length, kHeight), std::min(4.0, length / 2), 4);
  if (isSigned_) painter.fillRect(QRectF(whole - 0.5, track.top() - 3, 1, kHeight + 6), palette().color(role::kMuted));
}

SoftmaxView::SoftmaxView(QWidget* parent) : QWidget(parent), grid_(new QGridLayout) {
  setObjectName(QStringLiteral("softmaxView"));
  auto* title = makeLabel(tr("Softmax"), false, 15);
  title->setFont(textFont(15, QFont::DemiBold));
  auto* formula = new FormulaLabel;
  formula->setFormula(QStringLiteral("pᵢ = e^(zᵢ / T) / (Σⱼ e^(zⱼ / T))"));
  auto* header = new QHBoxLayout;
  header->setSpacing(14);
  header->addWidget(title);
  header->addWidget(formula);
  header->addStretch();
  loss_ = makeLabel({}, false, 13);
  loss_->setTextFormat(Qt::RichText);
  loss_->setObjectName(QStringLiteral("softmaxLoss"));
  header->addWidget(loss_);

  auto* words = makeLabel(kWords + QStringLiteral("  <i>") + kSources.toHtmlEscaped() + QStringLiteral("</i>"), true);
  words->setWordWrap(true);
  words->setTextFormat(Qt::RichText);

  grid_->setHorizontalSpacing(12);
  grid_->setVerticalSpacing(2);
  grid_->setColumnStretch(2, 3);
  grid_->setColumnStretch(4, 2);
  addHeading(0, tr("true class"), tr("The class that cross-entropy holds for the right one"));
  addHeading(1, tr("logit z"), tr("What the network's output says"));
  addHeading(2, tr("probability p"), tr("What softmax makes of it; all together are 1"));
  addHeading(4, tr("∂loss/∂z = (p − y) / T"),
             tr("The gradient of cross-entropy: a step goes the other way, so that orange logits grow"));
  for (int i = 0; i < kMost; ++i) addLine(i);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(22, 14, 22, 12);
  layout->setSpacing(9);
  layout->addLayout(header);
  layout->addWidget(words);
  layout->addWidget(makeControls());
  layout->addLayout(grid_);
  plot_ = new TemperaturePlot;
  connect(plot_, &TemperaturePlot::temperatureChosen, this, &SoftmaxView::setTemperature);
  layout->addWidget(plot_, 1);
  setCount(count_);
}

QWidget* SoftmaxView::makeControls() {
  auto* controls = new QWidget;
  temperature_ = new SliderField({std::log10(kColdest), std::log10(kHottest), false});
  temperature_->setObjectName(QStringLiteral("softmaxTemperature"));
  temperature_->setAccessibleName(tr("Temperature T, by powers of ten"));
  temperature_->setToolTip(
      tr("What all logits are divided by, from %1 to %2").arg(exactly(kColdest), exactly(kHottest)));
  temperature_->setShowsNumber(false);
  temperature_->setFixedWidth(140);
  temperature_->setValue(0);
  temperatureField_ = new NumberField({kColdest, kHottest, false});
  temperatureField_->setObjectName(QStringLiteral("softmaxTemperatureField"));
  temperatureField_->setFixedWidth(78);
  temperatureField_->setSuggestions({0.1, 0.2, 0.5, 1, 2, 5, 10});
  temperatureField_->setValue(1);
  temperatureField_->focusProxy()->setAccessibleName(tr("Temperature T"));
  auto* classes = new SliderField({kFewest, kMost, true});
  classes->setObjectName(QStringLiteral("softmaxCount"));
  classes->setAccessibleName(tr("Number of classes"));
  classes->setToolTip(tr("How many classes, from 3 to 10"));
  classes->setValue(count_);

  connect(temperature_, &SliderField::valueMoved, this,
          [this](double exponent) { setTemperature(roundedTo(std::pow(10.0, exponent), 3)); });
  connect(temperatureField_, &NumberField::valueChanged, this, &SoftmaxView::setTemperature);
  connect(classes, &SliderField::valueMoved, this, [this](double count) { setCount(static_cast<int>(count)); });

  auto* row = new QHBoxLayout(controls);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(makeLabel(tr("Temperature T"), true));
  row->addWidget(temperature_);
  row->addWidget(temperatureField_);
  row->addSpacing(8);
  row->addWidget(makeLabel(tr("Classes"), true));
  row->addWidget(classes);
  row->addStretch();
  return controls;
}

void SoftmaxView::addHeading(int column, const QString& words, const QString& explanation) {
  auto* label = makeLabel(words, true);
  label->setToolTip(explanation);
  grid_->addWidget(label, 0, column);
}

void SoftmaxView::addLine(int index) {
  const QString name = tr("class %1").arg(index);
  auto* button = new TargetButton(name);
  button->setObjectName(QStringLiteral("softmaxTarget:%1").arg(index));
  button->setAccessibleName(tr("%1 is the true one").arg(name));
  connect(button, &QAbstractButton::clicked, this, [this, index] { setTarget(index); });
  Line line;
  line.name = button;
  line.logit = new SliderField({-kLargestLogit, kLargestLogit, false});
  line.logit->setObjectName(QStringLiteral("softmaxLogit:%1").arg(index));
  line.logit->setAccessibleName(tr("Logit of %1").arg(name));
  line.logit->setFixedWidth(150);
  line.logit->setValue(kFirst[index]);
  connect(line.logit, &SliderField::valueMoved, this, &SoftmaxView::refresh);
  line.bar = new ShareBar(false);
  line.probability = makeLabel({}, false, 13);
  line.probability->setObjectName(QStringLiteral("softmaxProbability:%1").arg(index));
  line.push = new ShareBar(true);
  line.gradient = makeLabel({}, false, 13);
  line.gradient->setObjectName(QStringLiteral("softmaxGradient:%1").arg(index));
  int column = 0;
  for (QWidget* widget :
       std::initializer_list<QWidget*>{line.name, line.logit, line.bar, line.probability, line.push, line.gradient}) {
    grid_->addWidget(widget, index + 1, column++);
  }
  for (QLabel* number : {line.probability, line.gradient}) {
    number->setAlignment(Qt::AlignVCenter | Qt::AlignRight);
    number->setFixedWidth(kNumber);
  }
  lines_.push_back(line);
}

void SoftmaxView::setTheme(const Theme& theme) {
  theme_ = theme;
  plot_->setTheme(theme);
  refresh();
}

std::vector<double> SoftmaxView::logits() const {
  std::vector<double> logits;
  for (int i = 0; i < count_; ++i) logits.push_back(lines_[static_cast<std::size_t>(i)].logit->value());
  return logits;
}

double SoftmaxView::temperature() const {
  return temperatureField_->value();
}

void SoftmaxView::setCount(int count) {
  count_ = std::clamp(count, kFewest, kMost);
  for (int i = 0; i < kMost; ++i) {
    const Line& line = lines_[static_cast<std::size_t>(i)];
    for (QWidget* widget :
         std::initializer_list<QWidget*>{line.name, line.logit, line.bar, line.probability, line.push, line.gradient}) {
      widget->setVisible(i < count_);
    }
  }
  setTarget(std::min(target_, count_ - 1));
}

void SoftmaxView::setTarget(int target) {
  target_ = target;
  for (int i = 0; i < kMost; ++i) {
    static_cast<QRadioButton*>(lines_[static_cast<std::size_t>(i)].name)->setChecked(i == target);
  }
  refresh();
}

void SoftmaxView::setTemperature(double temperature) {
  temperature_->setValue(std::log10(temperature));
  temperatureField_->setValue(temperature);
  refresh();
}

void SoftmaxView::refresh() {
  numbers_ = softmaxNumbers(logits(), temperature(), static_cast<std::size_t>(target_));
  for (int i = 0; i < count_; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const Line& line = lines_[index];
    const double gradient = numbers_.gradient[index];
    line.bar->setShare(numbers_.probabilities[index], i == target_ ? theme_.good : theme_.accent);
    line.probability->setText(percent(numbers_.probabilities[index]));
    line.push->setShare(gradient * std::min(temperature(), 1.0), gradient < 0 ? theme_.negative : theme_.positive);
    line.gradient->setText(withDecimals(gradient, 3));
  }
  plot_->setLogits(logits(), temperature(), target_);
  double entropy = 0;
  for (const double p : numbers_.probabilities) entropy -= p > 0 ? p * std::log(p) : 0;
  loss_->setText(tr("cross-entropy  −ln p = <b>%1</b>").arg(figures(numbers_.crossEntropy)));
  loss_->setToolTip(tr("Of class %1; the entropy of all probabilities is %2").arg(target_).arg(figures(entropy)));
}

}  // namespace gradus::ui
