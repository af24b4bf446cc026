#include "ui/code/code_tab.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>

#include "core/base/error.h"
#include "core/io/exporter.h"
#include "ui/code/code_view.h"
#include "ui/document/document.h"
#include "ui/document/experiment_export.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/confirming_button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;

const Exporter& pytorch() {
  return findExporter("pytorch");
}

}  // namespace

CodeTab::CodeTab(Document& document, QWidget* parent)
    : QWidget(parent),
      export_(new ExperimentExport(document, this)),
      view_(new CodeView),
      name_(new QLabel),
      about_(new ElidedLabel),
      copy_(new ConfirmingButton(QStringLiteral("copy"), QStringLiteral("Copy"), QStringLiteral("Copied"), this)),
      save_(new ConfirmingButton(QStringLiteral("save"), QStringLiteral("Save"), QStringLiteral("Saved"), this)) {
  view_->setObjectName(QStringLiteral("codeView"));
  view_->setAccessibleName(QStringLiteral("PyTorch code"));
  copy_->setObjectName(QStringLiteral("copyCodeButton"));
  copy_->setToolTip(QStringLiteral("Copy the whole script"));
  copy_->setSmall(true);
  save_->setObjectName(QStringLiteral("saveCodeButton"));
  save_->setToolTip(QStringLiteral("Save the script as a file that runs with PyTorch alone"));
  save_->setSmall(true);
  name_->setFont(textFont(13, QFont::DemiBold));
  about_->setForegroundRole(role::kMuted);

  auto* heading = new FlowLayout(10);
  heading->addWidget(name_);
  heading->addWidget(about_);
  auto* card = new Card;
  card->body()->addLayout(heading);
  card->body()->addWidget(view_, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 4, kMargin, kMargin);
  layout->addWidget(card);
  setFocusProxy(view_);

  connect(copy_, &QPushButton::clicked, this, &CodeTab::copy);
  connect(save_, &QPushButton::clicked, this, [this] { export_->saveAs(pytorch(), window()); });
  connect(export_, &ExperimentExport::saved, this, [this](const QString& path) {
    about_->setText(QStringLiteral("saved as ") + QDir::toNativeSeparators(path));
    save_->confirm();
  });
  connect(export_, &ExperimentExport::failed, about_, &ElidedLabel::setText);
  connect(&document, &Document::changed, this, &CodeTab::refresh);
}

std::vector<QWidget*> CodeTab::actions() const {
  return {copy_, save_};
}

void CodeTab::setTheme(const Theme& theme) {
  view_->setTheme(theme);
}

void CodeTab::setData(const PreparedDataPtr& prepared) {
  export_->setData(prepared);
  refresh();
}

void CodeTab::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void CodeTab::refresh() {
  if (!isVisible()) return;
  // The script of before stays until the data have come.
  if (!export_->isReady()) {
    setUsable(false);
    return;
  }
  try {
    script_ = export_->write(pytorch());
    showScript();
  } catch (const Error& error) {
    showProblem(QString::fromUtf8(error.what()));
  }
}

void CodeTab::showScript() {
  view_->setCode(QString::fromStdString(script_));
  name_->setText(export_->fileName(pytorch()));
  about_->setText(QStringLiteral("%1 lines · PyTorch alone, the same losses").arg(view_->blockCount() - 1));
  setUsable(true);
}

void CodeTab::showProblem(const QString& problem) {
  view_->setCode(QStringLiteral("# ") + QString(problem).replace(u'\n', QStringLiteral("\n# ")));
  name_->setText(QStringLiteral("There is no script of this experiment"));
  about_->setText({});
  setUsable(false);
}

void CodeTab::setUsable(bool usable) {
  copy_->setEnabled(usable);
  save_->setEnabled(usable);
}

void CodeTab::copy() {
  QGuiApplication::clipboard()->setText(QString::fromStdString(script_));
  copy_->confirm();
}

}  // namespace gradus::ui
