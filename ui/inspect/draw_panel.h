// Draw your own: what a person draws is made into an image like those of the data set, and the network says at once
// what it is. Drawings can be kept as a data set of one's own.
#pragma once

#include <QImage>
#include <QWidget>
#include <memory>
#include <vector>

#include "core/data/drawn_image.h"
#include "core/data/prepared_data.h"
#include "core/session/snapshot.h"
#include "ui/document/sample_asker.h"

class QLabel;

namespace gradus::ui {

class Button;
class CheckBox;
class ComboBox;
class DrawPad;
class PictureRow;
class Segments;

/// An input that is no row of the data set; see SnapshotRequest::input.
using InputPtr = std::shared_ptr<const std::vector<float>>;

class DrawPanel : public QWidget {
  Q_OBJECT

 public:
  explicit DrawPanel(TrainingSession& session, QWidget* parent = nullptr);

  /// Shows itself where the data are grey images.
  void setData(const PreparedDataPtr& prepared);
  void refresh() { asker_->refresh(); }
  void setActive(bool isActive) { asker_->setActive(isActive); }

  /// What the network is given: the drawing as MNIST's images were made.
  const GreyImage& image() const { return image_; }
  const SampleAnswerPtr& answer() const { return answer_; }

  /// From the last stroke to its prediction.
  double latency() const { return asker_->latency(); }

 signals:
  /// The drawing that the network canvas is to show, or null.
  void inputShown(const gradus::ui::InputPtr& input);
  void failed(const QString& title, const QString& message);

 private:
  QWidget* makeTools();
  QWidget* makeKeeping();
  void redraw();
  void show(const SampleAnswerPtr& answer);
  void keep();
  void tellCanvas();

  PreparedDataPtr prepared_;
  GreyImage image_;
  SampleAnswerPtr answer_;
  SampleAsker* asker_;
  DrawPad* pad_;
  QLabel* said_;
  QLabel* sure_;
  QLabel* seen_;
  Segments* tool_ = nullptr;
  ComboBox* label_ = nullptr;
  bool isLabelChosen_ = false;  ///< by the person; else it is what the network says
  Button* keep_ = nullptr;
  CheckBox* onCanvas_ = nullptr;
  QLabel* kept_ = nullptr;
};

}  // namespace gradus::ui
