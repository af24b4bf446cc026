// The card that says how the network is trained. Every field comes from a registry row.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "ui/widgets/card.h"

namespace gradus::ui {

class Button;
class CheckBox;
class ComboBox;
class Document;
class Form;
class NumberField;

class TrainingCard : public Card {
  Q_OBJECT

 public:
  explicit TrainingCard(Document& document, QWidget* parent = nullptr);

  /// The data that the session made: a batch holds no more than its training part.
  void setData(const PreparedData& prepared);

 private:
  void makeFields();
  void connectFields();
  void showDocument();
  void fillLosses();
  void showRare(bool shows);
  void placeRare();

  /// A field for one of trainingSettings().
  NumberField* makeSetting(const char* name, const char* objectName, std::vector<double> suggestions);

  /// Proposes the document with its training spec changed by `edit`; `what` names the change.
  template <typename Edit>
  void change(const char16_t* what, Edit edit);

  void limitBatchSize();

  Document& document_;
  std::size_t trainRows_ = 0;  ///< 0: not known yet
  ComboBox* optimizer_;
  Form* optimizerForm_;
  ComboBox* loss_;
  Form* lossForm_;
  CheckBox* balance_;
  CheckBox* dropLast_;
  ComboBox* schedule_;
  Form* scheduleForm_;
  NumberField* batchSize_;
  std::map<std::string, NumberField*> settings_;  ///< by the name of the training setting
  Button* more_;
  bool showsRare_ = false;
};

}  // namespace gradus::ui
