// The card in which the training doctor speaks.
#pragma once

#include <QElapsedTimer>
#include <vector>

#include "core/doctor/doctor.h"
#include "core/train/snapshot.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class Document;
class ObservationRow;

class DoctorCard : public Card {
  Q_OBJECT

 public:
  explicit DoctorCard(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedData& prepared) { doctor_.setData(prepared); }

  /// Examines the run at most about once a second while it trains, and whenever it rests.
  void setSnapshot(const Snapshot& snapshot);

 signals:
  /// A treatment was chosen that helps only a training that begins anew.
  void rewindWanted();

 private:
  void show();
  void treat(const Observation& observation);

  Document& document_;
  Doctor doctor_;
  Theme theme_;
  QLabel* waiting_;
  std::vector<ObservationRow*> rows_;
  QElapsedTimer sinceExamination_;
};

}  // namespace gradus::ui
