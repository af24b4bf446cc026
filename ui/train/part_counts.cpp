#include "ui/train/part_counts.h"

#include <QGridLayout>
#include <QLabel>

#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {

PartCounts::PartCounts(QWidget* parent) : QWidget(parent) {
  struct Part {
    QString name;
    QString explanation;
  };
  const Part parts[] = {
      {QStringLiteral("Train"), QStringLiteral("Samples that the weights are fitted to")},
      {QStringLiteral("Valid"), QStringLiteral("Samples kept aside to watch how well it generalises")},
      {QStringLiteral("Test"), QStringLiteral("Samples that are only used once, when the run has finished")},
  };
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 2, 0, 2);
  grid->setVerticalSpacing(1);
  int column = 0;
  for (const Part& part : parts) {
    auto* name = new QLabel(part.name, this);
    name->setForegroundRole(role::kMuted);
    name->setFont(textFont(11));
    name->setToolTip(part.explanation);
    auto* number = new QLabel(QStringLiteral("–"), this);
    number->setFont(textFont(13, QFont::Medium));
    number->setToolTip(part.explanation);
    number->setAccessibleName(part.name + QStringLiteral(" samples"));
    number->setObjectName(QStringLiteral("count") + part.name);
    grid->addWidget(name, 0, column);
    grid->addWidget(number, 1, column);
    grid->setColumnStretch(column, 1);
    numbers_.at(static_cast<std::size_t>(column++)) = number;
  }
}

void PartCounts::setData(const PreparedData& prepared) {
  const std::array<std::size_t, 3> counts{prepared.train.size(), prepared.valid.size(), prepared.test.size()};
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    numbers_.at(i)->setText(grouped(static_cast<std::int64_t>(counts.at(i))));
  }
}

}  // namespace gradus::ui
