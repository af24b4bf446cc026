// The card that chooses the data and shows what it is like: samples, counts, and what the reader noticed.
#pragma once

#include <map>
#include <string>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class CheckBox;
class ComboBox;
class Document;
class Form;
class PartCounts;
class PlaneSetsGrid;
class PlaneSettings;
class SampleGrid;
class SeedField;

class DataCard : public Card {
  Q_OBJECT

 public:
  explicit DataCard(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// The data that the session made of the document's data spec.
  void setData(const PreparedDataPtr& prepared);

  /// Outlines the sample of that row, if it is shown.
  void setWatched(std::int64_t row);

  /// The row of a sample that is worth watching first; −1 if there is none.
  std::int64_t firstSample() const;

  /// Closer rows, and one row of thumbnails.
  void setDense(bool dense);

 signals:
  void sampleClicked(qint64 row);

 private:
  /// How a person has the rows of a data set dealt out.
  struct Dealing {
    double validShare = 0;
    double testShare = 0;
    std::uint64_t seed = 0;
    bool standardize = true;
  };

  void makeFields();
  QWidget* makeSeedRow();
  void offerDatasets();
  void choose(const std::string& dataset);
  void showDocument();
  void describe(const PreparedData& prepared);

  Document& document_;
  PreparedDataPtr data_;
  ComboBox* dataset_;
  SampleGrid* samples_;
  PlaneSetsGrid* planeSets_;
  PlaneSettings* planeSettings_;
  QLabel* about_;
  PartCounts* counts_;
  SeedField* splitSeed_;
  QLabel* notes_;
  Form* form_;
  CheckBox* standardize_;
  CheckBox* shuffle_;
  std::map<std::string, Dealing> dealings_;  ///< by data set, of those that were looked at
};

}  // namespace gradus::ui
