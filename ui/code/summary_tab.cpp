#include "ui/code/summary_tab.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>

#include "core/base/error.h"
#include "core/io/summary.h"
#include "ui/code/summary_delegate.h"
#include "ui/document/document.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/confirming_button.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;

struct ColumnTitle {
  const char16_t* title;
  const char16_t* explanation;
};

constexpr ColumnTitle kColumns[] = {
    {u"Layer", u"The layers and activations in the order in which a sample passes them"},
    {u"Output", u"The shape of what leaves the layer: samples in a batch, then numbers of each"},
    {u"Parameters", u"Numbers that training changes, and their share of all"},
    {u"Weights", u"Memory of the parameters, each a float32 of four bytes"},
    {u"Values", u"Memory of what leaves the layer for one batch, which backward needs again"},
    {u"FLOPs", u"Additions and multiplications for one sample on its way forward; an activation counts as one a unit"}};

QString shapeOf(int batchSize, std::int64_t width) {
  return QStringLiteral("%1 × %2").arg(grouped(batchSize), grouped(width));
}

}  // namespace

SummaryTab::SummaryTab(Document& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      table_(new QTableWidget(0, static_cast<int>(std::size(kColumns)))),
      copy_(new ConfirmingButton(QStringLiteral("copy"), QStringLiteral("Copy"), QStringLiteral("Copied"), this)) {
  copy_->setObjectName(QStringLiteral("copySummaryButton"));
  copy_->setToolTip(QStringLiteral("Copy the table as text"));
  copy_->setSmall(true);
  connect(copy_, &QPushButton::clicked, this, &SummaryTab::copy);

  auto* card = new Card;
  card->body()->setSpacing(14);
  card->body()->addWidget(makeFigures());
  card->body()->addWidget(makeTable(), 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 4, kMargin, kMargin);
  layout->addWidget(card);
  setFocusProxy(table_);
  connect(&document_, &Document::changed, this, [this](const Experiment& now, const Experiment& before) {
    // The widths of input and output are those of the data: others are on their way.
    if (now.data != before.data) data_ = nullptr;
    refresh();
  });
}

std::vector<QWidget*> SummaryTab::actions() const {
  return {copy_};
}

QWidget* SummaryTab::makeFigures() {
  auto* row = new QWidget;
  auto* layout = new FlowLayout(24, row);
  layout->setContentsMargins(10, 4, 10, 0);
  for (int i = 0; i < 4; ++i) {
    Figure figure{new QLabel, new QLabel};
    figure.number->setFont(textFont(19, QFont::DemiBold));
    figure.words->setFont(textFont(12));
    figure.words->setForegroundRole(role::kMuted);
    auto* both = new QWidget;
    auto* column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    column->addWidget(figure.number);
    column->addWidget(figure.words);
    layout->addWidget(both);
    figures_.push_back(figure);
  }
  return row;
}

QWidget* SummaryTab::makeTable() {
  table_->setObjectName(QStringLiteral("summaryTable"));
  table_->setAccessibleName(QStringLiteral("Layers of the network"));
  table_->setItemDelegate(new SummaryDelegate(table_));
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setSelectionMode(QAbstractItemView::NoSelection);  // Qt would paint it, and it would stay
  table_->setTabKeyNavigation(false);
  // A click would take the keyboard there and leave its row lit.
  table_->setFocusPolicy(Qt::TabFocus);
  table_->setMouseTracking(true);
  table_->viewport()->installEventFilter(this);
  connect(table_, &QTableWidget::entered, this, [this](const QModelIndex& index) { showHovered(index.row()); });
  connect(table_, &QTableWidget::viewportEntered, this, [this] { showHovered(-1); });
  table_->setShowGrid(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setCornerButtonEnabled(false);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->viewport()->setAutoFillBackground(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  QHeaderView* header = table_->horizontalHeader();
  header->setSectionsClickable(false);
  header->setHighlightSections(false);
  header->setSectionResizeMode(QHeaderView::ResizeToContents);
  header->setSectionResizeMode(0, QHeaderView::Stretch);
  for (int column = 0; column < table_->columnCount(); ++column) {
    auto* item = new QTableWidgetItem(QString::fromUtf16(kColumns[column].title));
    item->setToolTip(QString::fromUtf16(kColumns[column].explanation));
    item->setTextAlignment(column == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    table_->setHorizontalHeaderItem(column, item);
  }
  return table_;
}

void SummaryTab::setTheme(const Theme& theme) {
  static_cast<SummaryDelegate*>(table_->itemDelegate())->setTheme(theme);
  table_->viewport()->update();
}

void SummaryTab::showHovered(int row) {
  static_cast<SummaryDelegate*>(table_->itemDelegate())->setHoveredRow(row);
  table_->viewport()->update();
}

bool SummaryTab::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Leave) showHovered(-1);
  return QWidget::eventFilter(watched, event);
}

void SummaryTab::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
  refresh();
}

void SummaryTab::refresh() {
  copy_->setEnabled(data_ != nullptr);
  if (data_ == nullptr) return;
  try {
    const NetworkSummary summary = summarize(document_.experiment(), *data_->dataset);
    showTable(summary);
    showFigures(summary);
  } catch (const Error&) {  // The window's banner says what is wrong with the network.
    table_->setRowCount(0);
    copy_->setEnabled(false);
  }
}

void SummaryTab::showTable(const NetworkSummary& summary) {
  int rows = 0;
  table_->setRowCount(static_cast<int>(summary.rows.size()) + 2);
  const auto add = [&](const QStringList& texts, double share, bool isTotal) {
    for (int column = 0; column < table_->columnCount(); ++column) {
      auto* item = new QTableWidgetItem(texts.value(column));
      if (column == 2) item->setData(SummaryDelegate::kShare, share);
      item->setData(SummaryDelegate::kIsTotal, isTotal);
      table_->setItem(rows, column, item);
    }
    ++rows;
  };
  const auto addRow = [&](const QString& name, const SummaryRow& row, const QString& shape, bool isTotal) {
    const double whole = static_cast<double>(std::max<std::int64_t>(1, summary.total.parameters));
    add({name, shape, grouped(row.parameters), byteSize(row.weightBytes()), byteSize(row.valueBytes(summary.batchSize)),
         grouped(row.operations)},
        isTotal ? 0 : static_cast<double>(row.parameters) / whole, isTotal);
  };
  add({QStringLiteral("Input"), shapeOf(summary.batchSize, summary.inputs)}, 0, false);
  for (const SummaryRow& row : summary.rows) {
    addRow(QString::fromStdString(row.name), row, shapeOf(summary.batchSize, row.outputs), false);
  }
  addRow(QStringLiteral("Total"), summary.total, {}, true);
}

void SummaryTab::showFigures(const NetworkSummary& summary) {
  const auto show = [](const Figure& figure, const QString& number, const QString& words) {
    figure.number->setText(number);
    figure.words->setText(words);
  };
  show(figures_[0], grouped(summary.total.parameters), QStringLiteral("parameters"));
  show(figures_[1], byteSize(summary.total.weightBytes()), QStringLiteral("of weights"));
  show(figures_[2], byteSize(summary.total.valueBytes(summary.batchSize)),
       QStringLiteral("of values, batch of %1").arg(grouped(summary.batchSize)));
  constexpr std::int64_t kTooLong = 10'000'000;
  const std::int64_t operations = summary.total.operations;
  show(figures_[3], operations < kTooLong ? grouped(operations) : compact(static_cast<double>(operations)),
       QStringLiteral("FLOPs a sample, forward"));
}

void SummaryTab::copy() {
  QGuiApplication::clipboard()->setText(QString::fromStdString(summaryText(document_.experiment(), *data_)));
  copy_->confirm();
}

}  // namespace gradus::ui
