// The experiment as a PyTorch script, always in step with the document, to be read, copied and saved.
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class CodeView;
class ConfirmingButton;
class Document;
class ElidedLabel;
class ExperimentExport;

class CodeTab : public QWidget {
  Q_OBJECT

 public:
  explicit CodeTab(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// The data that the session made of the document's data spec.
  void setData(const PreparedDataPtr& prepared);

  /// What can be done with the script, for the header of the page.
  std::vector<QWidget*> actions() const;

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  void showScript();
  void showProblem(const QString& problem);
  void setUsable(bool usable);
  void copy();

  ExperimentExport* export_;
  CodeView* view_;
  QLabel* name_;
  ElidedLabel* about_;
  ConfirmingButton* copy_;
  ConfirmingButton* save_;
  std::string script_;  ///< as it is shown
};

}  // namespace gradus::ui
