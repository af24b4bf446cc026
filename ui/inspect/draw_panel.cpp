#include "ui/inspect/draw_panel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <algorithm>

#include "core/base/error.h"
#include "core/data/own_images.h"
#include "ui/inspect/draw_pad.h"
#include "ui/inspect/sample_words.h"
#include "ui/network/weight_tile.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/format.h"
#include "ui/widgets/segments.h"

namespace gradus::ui {
namespace {

constexpr int kSeen = 56;
constexpr int kEraser = 1;

/// As the network sees pixels.
std::vector<float> asInput(const GreyImage& image) {
  std::vector<float> input;
  for (const std::uint8_t pixel : image.pixels) input.push_back(static_cast<float>(pixel) / 255.0F);
  return input;
}

}  // namespace

DrawPanel::DrawPanel(TrainingSession& session, QWidget* parent)
    : QWidget(parent),
      asker_(new SampleAsker(session, this)),
      pad_(new DrawPad(this)),
      said_(new QLabel(this)),
      sure_(makeMutedText(this)),
      seen_(new QLabel(this)) {
  pad_->setObjectName(QStringLiteral("drawPad"));
  said_->setObjectName(QStringLiteral("drawnAnswer"));
  said_->setFont(textFont(26, QFont::DemiBold));
  sure_->setObjectName(QStringLiteral("drawnShare"));
  seen_->setFixedSize(kSeen, kSeen);
  seen_->setToolTip(
      tr("What the network sees: scaled into a box of 20 × 20 and moved to its centre of mass, as MNIST's "
         "images were"));
  seen_->setAccessibleName(tr("What the network sees"));
  QLabel* title = makeSectionTitle(tr("Draw your own"), this);

  auto* words = new QVBoxLayout;
  words->setSpacing(4);
  words->addWidget(said_);
  words->addWidget(sure_);
  words->addStretch();
  words->addWidget(seen_, 0, Qt::AlignLeft);
  auto* drawing = new QHBoxLayout;
  drawing->setSpacing(14);
  drawing->addWidget(pad_, 0, Qt::AlignTop);
  drawing->addLayout(words, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(9);
  layout->addWidget(title);
  layout->addLayout(drawing);
  layout->addWidget(makeTools());
  layout->addWidget(makeKeeping());
  layout->addWidget(kept_);

  connect(pad_, &DrawPad::drawn, this, &DrawPanel::redraw);
  connect(asker_, &SampleAsker::answered, this, &DrawPanel::show);
  hide();
}

QWidget* DrawPanel::makeTools() {
  tool_ = new Segments(this);
  tool_->setObjectName(QStringLiteral("drawTool"));
  tool_->setAccessibleName(tr("Tool"));
  tool_->addSegment(tr("Pen"), tr("Draws in white"));
  tool_->addSegment(tr("Eraser"), tr("Takes away what was drawn; so does the right mouse button"));
  auto* clear = new Button({}, tr("Clear"));
  clear->setSmall(true);
  clear->setObjectName(QStringLiteral("clearDrawingButton"));
  clear->setAccessibleName(clear->text());
  clear->setToolTip(tr("Begin another drawing"));
  onCanvas_ = new CheckBox(tr("in network"), this);
  onCanvas_->setBoxFirst(true);
  onCanvas_->setFont(textFont(12));
  onCanvas_->setObjectName(QStringLiteral("drawingInNetworkCheck"));
  onCanvas_->setAccessibleName(tr("Show the drawing in the network"));
  onCanvas_->setToolTip(tr("Let the network on the Train page show the way of the drawing instead of a sample's"));
  auto* row = new QWidget(this);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(tool_);
  layout->addWidget(clear);
  layout->addStretch();
  layout->addWidget(onCanvas_);
  connect(tool_, &Segments::currentChanged, this, [this](int tool) { pad_->setErasing(tool == kEraser); });
  connect(clear, &Button::clicked, pad_, &DrawPad::clear);
  connect(onCanvas_, &CheckBox::toggled, this, &DrawPanel::tellCanvas);
  return row;
}

QWidget* DrawPanel::makeKeeping() {
  label_ = new ComboBox(this);
  label_->setObjectName(QStringLiteral("drawingLabel"));
  label_->setAccessibleName(tr("What it is"));
  label_->setToolTip(tr("What the drawing is, for the set"));
  keep_ = new Button({}, tr("Add to my set"));
  keep_->setSmall(true);
  keep_->setObjectName(QStringLiteral("keepDrawingButton"));
  keep_->setAccessibleName(keep_->text());
  keep_->setToolTip(tr("Keep the drawing in “My drawings”, a data set of your own"));
  kept_ = makeMutedText(this);
  kept_->setObjectName(QStringLiteral("keptDrawings"));
  kept_->hide();
  auto* row = new QWidget(this);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  auto* name = makeMutedText(this);
  name->setText(tr("This is"));
  name->setWordWrap(false);
  layout->addWidget(name);
  layout->addWidget(label_);
  layout->addStretch();
  layout->addWidget(keep_);
  connect(keep_, &Button::clicked, this, &DrawPanel::keep);
  connect(label_, &ComboBox::activated, this, [this] { isLabelChosen_ = true; });
  return row;
}

void DrawPanel::setData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  const Dataset& dataset = *prepared->dataset;
  // The brush knows squares of one channel.
  const bool canDraw = dataset.isImage() && dataset.image.channels == 1 && dataset.image.width == dataset.image.height;
  setVisible(canDraw);
  answer_.reset();
  label_->clear();
  for (const std::string& name : dataset.classNames) label_->addItem(QString::fromStdString(name));
  onCanvas_->setChecked(false);
  redraw();
}

void DrawPanel::redraw() {
  const bool isBlank = !prepared_ || isHidden() || pad_->isBlank();
  image_ = isBlank ? GreyImage() : likeMnist(pad_->drawing(), prepared_->dataset->image.width);
  keep_->setEnabled(!isBlank);
  kept_->hide();
  if (isBlank) {
    isLabelChosen_ = false;
    answer_.reset();
    asker_->ask(std::nullopt);
    said_->clear();
    sure_->setText(tr("draw with the mouse; prediction is live"));
    seen_->clear();
  } else {
    asker_->ask(SampleQuestion{.row = -1, .input = asInput(image_)});
    const QImage seen = inputImage(asInput(image_), prepared_->dataset->image);
    seen_->setPixmap(QPixmap::fromImage(seen).scaled(kSeen, kSeen));
  }
  tellCanvas();
}

void DrawPanel::show(const SampleAnswerPtr& answer) {
  answer_ = answer;
  if (!isLabelChosen_) label_->setCurrentIndex(answer->answer);
  const auto said = static_cast<std::size_t>(answer->answer);
  said_->setText(QString::fromStdString(prepared_->dataset->classNames.at(said)));
  sure_->setText(tr("%1 sure").arg(percent(static_cast<double>(answer->values.at(said)))));
}

void DrawPanel::tellCanvas() {
  const bool isShown = onCanvas_->isChecked() && !image_.pixels.empty();
  emit inputShown(isShown ? std::make_shared<const std::vector<float>>(asInput(image_)) : nullptr);
}

void DrawPanel::keep() {
  try {
    const std::int64_t count =
        addOwnImage(ownImagesFolder(), image_, label_->currentText().toStdString(), prepared_->dataset->classNames);
    kept_->setText(tr("Kept. “My drawings” has %1 now; choose it among the data sets.").arg(grouped(count)));
    kept_->show();
  } catch (const Error& error) {
    emit failed(tr("The drawing was not kept"), QString::fromUtf8(error.what()));
  }
}

}  // namespace gradus::ui
