// What a card of the gallery shows of a sample: its image, the columns in which it is most unusual, or its place in the
// plane, and below what it is and what it is taken for. The contact sheet is made of the same cards.
#pragma once

#include <QFont>
#include <QPixmap>
#include <QSizeF>
#include <QString>

#include "core/data/prepared_data.h"
#include "core/probe/predictions.h"
#include "core/session/snapshot.h"
#include "ui/theme/theme.h"

class QPainter;

namespace gradus::ui {

/// How a card is marked.
struct CardState {
  bool isSelected = false;
  bool isHovered = false;
  bool isCurrent = false;  ///< where the keyboard is
  bool isWatched = false;  ///< the right column is about it
};

class GalleryCard {
 public:
  void setTheme(const Theme& theme);
  void setData(const PreparedDataPtr& data);
  void setPredictions(const PredictionsPtr& predictions) { predictions_ = predictions; }

  /// No card is narrower.
  double smallestWidth() const { return smallestWidth_; }
  double heightFor(double width) const;

  /// The sample at that place of the predictions. Places beyond are not painted.
  void paint(QPainter& painter, std::size_t place, const QRectF& rect, const QFont& font, const CardState& state);

  /// One sentence about the sample.
  QString explanation(std::size_t place) const;

  /// "4 → 9", or for a right answer "4".
  QString caption(std::size_t place) const;

 private:
  static constexpr double kLine = 17;
  static constexpr std::size_t kColumnsShown = 5;

  bool isRight(std::size_t place) const;
  void makeRoomForWords();
  double captionHeight() const;
  QString truthOf(std::size_t place) const;
  QString guessOf(std::size_t place) const;
  QString detailOf(std::size_t place) const;
  void paintCaption(QPainter& painter, std::size_t place, const QRectF& rect, const QFont& font) const;
  void paintColumns(QPainter& painter, std::int64_t row, const QRectF& rect, const QFont& font) const;
  void paintPlane(QPainter& painter, std::int64_t row, const QRectF& rect);

  Theme theme_ = Theme::dark();
  PreparedDataPtr data_;
  PredictionsPtr predictions_;
  double smallestWidth_ = 92;
  bool hasTwoLines_ = false;  ///< of words: what it is, and below what it is taken for
  QPixmap plane_;             ///< the training points, behind each point
};

}  // namespace gradus::ui
