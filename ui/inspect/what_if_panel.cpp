#include "ui/inspect/what_if_panel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/number_text.h"
#include "core/train/prepare.h"
#include "ui/inspect/dependence_plot.h"
#include "ui/inspect/probability_bars.h"
#include "ui/inspect/sample_words.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/slider_field.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr auto kFeature = "gradusFeature";  // of a row: the feature whose curve it shows

}  // namespace

WhatIfPanel::WhatIfPanel(TrainingSession& session, QWidget* parent)
    : QWidget(parent),
      asker_(new SampleAsker(session, this)),
      curveAsker_(new SampleAsker(session, this)),
      reset_(new Button({}, tr("Reset"))),
      bars_(new ProbabilityBars(this)),
      plot_(new DependencePlot(this)),
      list_(new QVBoxLayout) {
  setObjectName(QStringLiteral("whatIfPanel"));
  bars_->setObjectName(QStringLiteral("whatIfBars"));
  plot_->setObjectName(QStringLiteral("dependencePlot"));
  reset_->setObjectName(QStringLiteral("whatIfReset"));
  reset_->setAccessibleName(tr("Reset the what-if"));
  reset_->setToolTip(tr("Back to the numbers of the sample"));
  reset_->setSmall(true);
  QLabel* title = makeSectionTitle(tr("What if?"), this);
  auto* header = new QHBoxLayout;
  header->addWidget(title);
  header->addStretch();
  header->addWidget(reset_);
  list_->setSpacing(2);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(9);
  layout->addLayout(header);
  layout->addWidget(bars_);
  layout->addLayout(list_);
  layout->addWidget(plot_);
  connect(reset_, &Button::clicked, this, &WhatIfPanel::reset);
  connect(asker_, &SampleAsker::answered, this, &WhatIfPanel::show);
  connect(curveAsker_, &SampleAsker::answered, this, [this](const SampleAnswerPtr& answer) {
    const auto feature = static_cast<std::size_t>(answer->dependence->feature);
    plot_->setCurve(answer->dependence, answer->answer, answer->input.at(feature));
  });
  hide();
}

void WhatIfPanel::setTheme(const Theme& theme) {
  bars_->setTheme(theme);
  plot_->setTheme(theme);
}

void WhatIfPanel::setActive(bool isActive) {
  asker_->setActive(isActive);
  curveAsker_->setActive(isActive);
}

void WhatIfPanel::refresh() {
  asker_->refresh();
  curveAsker_->refresh();
}

void WhatIfPanel::setData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  bars_->setData(prepared->dataset);
  plot_->setData(prepared);
  showSample(-1);
  makeColumns();
}

void WhatIfPanel::makeColumns() {
  for (const Column& column : columns_) delete column.row;
  columns_.clear();
  const Dataset& dataset = *prepared_->dataset;
  if (dataset.isImage()) return;
  const auto features = static_cast<std::size_t>(dataset.features);
  const bool hasColumns = dataset.columnNames.size() == features;
  for (std::size_t first = 0; first < features;) {
    std::size_t count = 1;
    while (hasColumns && !dataset.numeric[first] && first + count < features &&
           dataset.columnNames[first + count] == dataset.columnNames[first]) {
      ++count;
    }
    addColumn(first, count);
    first += count;
  }
  orderTabs(*layout());
}

void WhatIfPanel::addColumn(std::size_t first, std::size_t count) {
  const Dataset& dataset = *prepared_->dataset;
  Column column{first, count, new QWidget(this)};
  const std::string& name = count > 1 ? dataset.columnNames[first] : dataset.featureNames.at(first);
  auto* label = new ElidedLabel(QString::fromStdString(name));
  label->setForegroundRole(role::kMuted);
  label->setFont(textFont(12));
  auto* layout = new QHBoxLayout(column.row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(label, 1);
  if (count > 1) {
    addWords(column);
  } else {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = first; i < dataset.values.size(); i += static_cast<std::size_t>(dataset.features)) {
      const double value = inOwnUnit(*prepared_, first, static_cast<double>(dataset.values[i]));
      low = std::min(low, value);
      high = std::max(high, value);
    }
    if (low >= high) high = low + 1;
    addSlider(column, low, high);
  }
  column.row->setProperty(kFeature, static_cast<int>(first));
  column.row->installEventFilter(this);
  list_->addWidget(column.row);
  columns_.push_back(column);
}

void WhatIfPanel::addSlider(Column& column, double low, double high) {
  column.slider = new SliderField({low, high, false});
  column.slider->setFixedWidth(176);
  const QString name = QString::fromStdString(prepared_->dataset->featureNames.at(column.first));
  column.slider->setObjectName(QStringLiteral("whatIf:") + name);
  column.slider->setAccessibleName(name);
  column.slider->setToolTip(tr("What if %1 were another number; its curve is below").arg(name));
  column.slider->setProperty(kFeature, static_cast<int>(column.first));
  column.slider->installEventFilter(this);
  column.row->layout()->addWidget(column.slider);
  connect(column.slider, &SliderField::valueMoved, this, [this, feature = column.first](double value) {
    if (feature >= input_.size()) return;
    input_[feature] = static_cast<float>(asNetworkSees(*prepared_, feature, value));
    showCurve(static_cast<int>(feature));
    ask();
  });
}

void WhatIfPanel::addWords(Column& column) {
  const Dataset& dataset = *prepared_->dataset;
  column.words = new ComboBox;
  const QString name = QString::fromStdString(dataset.columnNames[column.first]);
  column.words->setObjectName(QStringLiteral("whatIf:") + name);
  column.words->setAccessibleName(name);
  column.words->setToolTip(tr("What if %1 were another word").arg(name));
  for (std::size_t i = 0; i < column.count; ++i) {
    const QString feature = QString::fromStdString(dataset.featureNames.at(column.first + i));
    column.words->addItem(feature.startsWith(name + u'=') ? feature.mid(name.size() + 1) : feature);
  }
  column.words->setProperty(kFeature, static_cast<int>(column.first));
  column.words->installEventFilter(this);
  column.row->layout()->addWidget(column.words);
  connect(column.words, &ComboBox::activated, this, [this, first = column.first, count = column.count](int chosen) {
    if (first + count > input_.size()) return;
    for (std::size_t i = 0; i < count; ++i) input_[first + i] = std::cmp_equal(i, chosen) ? 1.0F : 0.0F;
    showCurve(static_cast<int>(first) + chosen);
    ask();
  });
}

void WhatIfPanel::showSample(std::int64_t row) {
  row_ = row;
  answer_.reset();
  input_.clear();
  original_.clear();
  const bool isTable = prepared_ && !prepared_->dataset->isImage() && row >= 0;
  setVisible(isTable);
  if (!isTable) {
    asker_->ask(std::nullopt);
    curveAsker_->ask(std::nullopt);
    return;
  }
  const Dataset& dataset = *prepared_->dataset;
  const auto first = dataset.values.begin() + row * dataset.features;
  original_.assign(first, first + dataset.features);
  bars_->setTarget(dataset.task == Task::Regression
                       ? std::optional<double>(dataset.targets[static_cast<std::size_t>(row)])
                       : std::nullopt);
  reset();
}

void WhatIfPanel::reset() {
  input_ = original_;
  showInput();
  ask();
}

void WhatIfPanel::showInput() {
  for (const Column& column : columns_) {
    if (column.slider != nullptr) {
      const double value = inOwnUnit(*prepared_, column.first, static_cast<double>(input_[column.first]));
      // As many figures as there is room for; the network sees all of them.
      column.slider->setValue(roundedTo(value, std::abs(value) < 1000 ? 3 : 4));
    } else {
      const auto begin = input_.begin() + static_cast<std::ptrdiff_t>(column.first);
      const auto chosen = std::max_element(begin, begin + static_cast<std::ptrdiff_t>(column.count)) - begin;
      column.words->setCurrentIndex(static_cast<int>(chosen));
    }
  }
}

void WhatIfPanel::showCurve(int feature) {
  if (feature == curveOf_ || row_ < 0) return;
  curveOf_ = feature;
  ask();
}

void WhatIfPanel::ask() {
  if (row_ < 0 || input_.empty()) return;
  curveOf_ = std::min(curveOf_, static_cast<int>(input_.size()) - 1);
  reset_->setEnabled(input_ != original_);
  asker_->ask(SampleQuestion{.row = row_, .input = input_});
  curveAsker_->ask(SampleQuestion{.row = row_, .input = input_, .dependence = curveOf_});
}

void WhatIfPanel::show(const SampleAnswerPtr& answer) {
  answer_ = answer;
  const Dataset& dataset = *prepared_->dataset;
  const bool isNumber = dataset.task == Task::Regression;
  bars_->setValues(answer->values, isNumber ? -1 : dataset.labels[static_cast<std::size_t>(row_)]);
}

bool WhatIfPanel::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn) {
    showCurve(watched->property(kFeature).toInt());
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace gradus::ui
