// What can be done with the samples that are chosen in the gallery: leave them out of training, give them another
// class, or write them to a file.
#pragma once

#include <QWidget>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/session/snapshot.h"
#include "ui/inspect/inspect_worker.h"
#include "ui/theme/theme.h"

class QBoxLayout;
class QLabel;
class QMenu;

namespace gradus::ui {

class Button;
class Document;
class GalleryView;

class SampleActions : public QWidget {
  Q_OBJECT

 public:
  SampleActions(Document& document, GalleryView& view, QWidget* parent = nullptr);

  void setTheme(const Theme& theme) { theme_ = theme; }
  void setData(const PreparedDataPtr& prepared);
  void setPart(DataPart part);

  /// What the gallery shows.
  void setResult(const InspectResultPtr& result);

  /// The classes that the chosen samples can be given, as a menu there.
  void offerClasses(const QPoint& globalPosition);

  /// What "Export" writes: the chosen samples, or all that are shown.
  void exportTo(const QString& path);

  QSize minimumSizeHint() const override;

 signals:
  void failed(const QString& title, const QString& message);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void placeButtons();
  void arrange();
  void showSelection();
  void exclude();
  void relabelAs(int label);
  void askForFile(const QString& suffix, const QString& title);
  std::vector<std::size_t> exportedPlaces() const;
  bool isClasses() const;

  Document& document_;
  GalleryView& view_;
  PreparedDataPtr data_;
  InspectResultPtr result_;
  DataPart part_ = DataPart::Test;
  Theme theme_;
  QBoxLayout* layout_ = nullptr;
  QWidget* buttons_ = nullptr;
  QLabel* selection_;
  Button* exclude_;
  Button* relabel_;
  Button* export_;
  QMenu* relabelMenu_;
  QMenu* exportMenu_;
};

}  // namespace gradus::ui
