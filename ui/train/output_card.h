// The card that shows what the network has made of the plane: its output with the points it learns from, or one unit
// that the pointer is at.
#pragma once

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/session/snapshot.h"
#include "ui/plane/plane_field.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class CheckBox;
class ClassSwatches;
class Document;
class ElidedLabel;
class SliderField;

class OutputCard : public Card {
  Q_OBJECT

 public:
  explicit OutputCard(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedDataPtr& prepared);
  void setSnapshot(const SnapshotPtr& snapshot);

  /// Shows a unit, as the canvas counts, under `name` in place of the output; the output for none.
  void showUnit(const PlaneField::Place& place, const QString& name);

  void setWatched(std::int64_t row);

 signals:
  void pointChosen(qint64 row);

 private:
  QWidget* makeHeader();
  QWidget* makeFooter();
  void connectField();

  Document& document_;
  PlaneField* field_;
  ElidedLabel* title_;
  CheckBox* test_;
  CheckBox* discrete_;
  QLabel* reading_;
  QString legend_;
  ClassSwatches* classes_;
  SliderField* number_;
};

}  // namespace gradus::ui
