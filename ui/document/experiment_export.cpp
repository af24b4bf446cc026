#include "ui/document/experiment_export.h"

#include <QDir>
#include <QFileDialog>
#include <QRegularExpression>
#include <QSettings>

#include "core/base/error.h"
#include "core/io/exporter.h"
#include "ui/document/document.h"
#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

const QString kFolderKey = QStringLiteral("export/folder");

}  // namespace

ExperimentExport::ExperimentExport(Document& document, QObject* parent) : QObject(parent), document_(document) {
  connect(&document_, &Document::changed, this, [this](const Experiment& now, const Experiment& before) {
    // Those of another spec are on their way.
    if (now.data != before.data) data_ = nullptr;
  });
}

void ExperimentExport::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
}

std::string ExperimentExport::write(const Exporter& exporter) const {
  if (data_ == nullptr) throw Error("The data are still being read; try again in a moment");
  return exporter.write(document_.experiment(), *data_);
}

QString ExperimentExport::fileName(const Exporter& exporter) const {
  static const QRegularExpression unfit(QStringLiteral(R"([^\w.-]+)"), QRegularExpression::UseUnicodePropertiesOption);
  constexpr int kLongest = 80;
  QString name = QString::fromStdString(document_.experiment().name).replace(unfit, QStringLiteral("_")).left(kLongest);
  while (name.startsWith(u'.')) name.remove(0, 1);
  return (name.isEmpty() ? QStringLiteral("experiment") : name) + QString::fromStdString(exporter.suffix);
}

void ExperimentExport::saveAs(const Exporter& exporter, QWidget* window) {
  std::string content;
  try {
    content = write(exporter);
  } catch (const Error& error) {
    emit failed(QString::fromUtf8(error.what()));
    return;
  }
  const QString suffix = QString::fromStdString(exporter.suffix);
  const QString title = QString::fromStdString(exporter.title);
  auto* dialog =
      new QFileDialog(window, QStringLiteral("Save as ") + title, rememberedText(kFolderKey, QDir::homePath()),
                      title + QStringLiteral(" (*") + suffix + QStringLiteral(");;All files (*)"));
  dialog->setObjectName(QStringLiteral("exportDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(suffix.mid(1));
  dialog->selectFile(fileName(exporter));
  connect(dialog, &QFileDialog::fileSelected, this, [this, content](const QString& path) { save(content, path); });
  dialog->open();
}

void ExperimentExport::save(const std::string& content, const QString& path) {
  try {
    writeFile(path.toStdString(), content);
  } catch (const Error& error) {
    emit failed(QString::fromUtf8(error.what()));
    return;
  }
  QSettings().setValue(kFolderKey, QFileInfo(path).path());
  emit saved(path);
}

}  // namespace gradus::ui
