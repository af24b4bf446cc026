// The middle of the Inspect page: the gallery, what it shows of the samples and in which order, and what can be done
// with those that are chosen.
#pragma once

#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "core/train/snapshot.h"
#include "ui/inspect/inspect_worker.h"
#include "ui/theme/theme.h"

class QLabel;
class QMenu;

namespace gradus::ui {

class Button;
class ChipMenu;
class Document;
class GalleryView;
class SearchField;

class GalleryPanel : public QWidget {
  Q_OBJECT

 public:
  explicit GalleryPanel(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// `keeps`: these are the same samples as before with changes to some of them, so that what is shown of them stays.
  void setData(const PreparedDataPtr& prepared, bool keeps);
  void setPart(DataPart part);
  void setResult(const InspectResultPtr& result);

  const GalleryQuery& query() const { return query_; }

  /// Only samples of the one class that are taken for the other; all for none. Emits queryChanged().
  void filterPair(const std::optional<std::pair<int, int>>& pair);

  GalleryView& view() const { return *view_; }

  /// What "Export" writes: the chosen samples, or all that are shown.
  void exportTo(const QString& path);

 signals:
  void queryChanged();
  void sampleChosen(qint64 row);
  void failed(const QString& title, const QString& message);

 private:
  QWidget* makeHeader();
  QWidget* makeFooter();
  void change(const GalleryQuery& query);
  void showQuery();
  void showPairs();
  void showSelection();
  void exclude();
  void relabelAs(int label);
  void fillRelabelMenu();
  void askForFile(const QString& suffix, const QString& title);
  std::vector<std::size_t> exportedPlaces() const;
  bool isClasses() const;
  QString placeholder() const;  ///< an example of what may be typed

  Document& document_;
  PreparedDataPtr data_;
  InspectResultPtr result_;
  DataPart part_ = DataPart::Test;
  GalleryQuery query_;
  std::optional<GalleryKind> kindBefore_;  ///< what was shown before a cell asked for another kind
  Theme theme_;
  ChipMenu* kind_;
  ChipMenu* pairs_;
  ChipMenu* sort_;
  SearchField* search_;
  QLabel* count_;
  GalleryView* view_;
  QLabel* selection_;
  Button* exclude_;
  Button* relabel_;
  Button* export_;
  QMenu* relabelMenu_;
  QMenu* exportMenu_;
};

}  // namespace gradus::ui
