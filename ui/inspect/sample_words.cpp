#include "ui/inspect/sample_words.h"

#include <QLabel>
#include <algorithm>

#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {

QString truthOf(const Dataset& dataset, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  if (dataset.task == Task::Regression) return figures(static_cast<double>(dataset.targets.at(at)));
  return QString::fromStdString(dataset.classNames.at(static_cast<std::size_t>(dataset.labels.at(at))));
}

SamplePart partOf(const PreparedData& prepared, std::int64_t row) {
  if (std::ranges::binary_search(prepared.train, row)) return SamplePart::Train;
  if (std::ranges::binary_search(prepared.valid, row)) return SamplePart::Valid;
  return std::ranges::binary_search(prepared.test, row) ? SamplePart::Test : SamplePart::Excluded;
}

QString nameOf(SamplePart part) {
  switch (part) {
    case SamplePart::Train:
      return QObject::tr("Training");
    case SamplePart::Valid:
      return QObject::tr("Validation");
    case SamplePart::Test:
      return QObject::tr("Test");
    case SamplePart::Excluded:
      break;
  }
  return QObject::tr("Excluded");
}

QLabel* makeSectionTitle(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(textFont(14, QFont::DemiBold));
  return label;
}

QLabel* makeMutedText(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setForegroundRole(role::kMuted);
  label->setFont(textFont(12));
  label->setWordWrap(true);
  return label;
}

}  // namespace gradus::ui
