// What the network consists of and costs: a table of its modules, with totals, and the figures that matter most above.
#pragma once

#include <QWidget>
#include <vector>

#include "core/data/prepared_data.h"
#include "ui/theme/theme.h"

class QLabel;
class QTableWidget;

namespace gradus {
struct Experiment;
struct NetworkSummary;
}  // namespace gradus

namespace gradus::ui {

class ConfirmingButton;
class Document;

class SummaryTab : public QWidget {
  Q_OBJECT

 public:
  explicit SummaryTab(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// The data that the session made of the document's data spec.
  void setData(const PreparedDataPtr& prepared);

  /// What can be done with the table, for the header of the page.
  std::vector<QWidget*> actions() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  /// One of the figures above the table.
  struct Figure {
    QLabel* number;
    QLabel* words;
  };

  QWidget* makeFigures();
  QWidget* makeTable();
  void refresh();
  void showHovered(int row);
  void showTable(const NetworkSummary& summary);
  void showFigures(const NetworkSummary& summary);
  void copy();

  Document& document_;
  PreparedDataPtr data_;  ///< null while it belongs to another data spec
  std::vector<Figure> figures_;
  QTableWidget* table_;
  ConfirmingButton* copy_;
};

}  // namespace gradus::ui
