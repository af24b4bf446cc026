// The middle of the Inspect page: the gallery, and what it shows of the samples and in which order.
#pragma once

#include <QWidget>
#include <optional>
#include <utility>

#include "core/data/prepared_data.h"
#include "core/session/snapshot.h"
#include "ui/inspect/inspect_worker.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class ChipMenu;
class Document;
class GalleryView;
class SampleActions;
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

 signals:
  void queryChanged();
  void sampleChosen(qint64 row);
  void failed(const QString& title, const QString& message);

 private:
  QWidget* makeHeader();
  void change(const GalleryQuery& query);
  void showQuery();
  void showPairs();
  bool isClasses() const;
  QString placeholder() const;  ///< an example of what may be typed

  PreparedDataPtr data_;
  InspectResultPtr result_;
  GalleryQuery query_;
  std::optional<GalleryKind> kindBefore_;  ///< what was shown before a cell asked for another kind
  ChipMenu* kind_;
  ChipMenu* pairs_;
  ChipMenu* sort_;
  SearchField* search_;
  QLabel* count_;
  GalleryView* view_;
  SampleActions* actions_;
};

}  // namespace gradus::ui
