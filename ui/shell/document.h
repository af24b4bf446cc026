// The document of the window: one experiment, and the one door through which every change to it goes. Pages read it,
// propose changes and listen; none of them keeps a copy. Every change can be undone.
#pragma once

#include <QObject>
#include <QUndoStack>

#include "core/experiment/experiment.h"
#include "ui/shell/gesture.h"

namespace gradus::ui {

class Document : public QObject {
  Q_OBJECT

 public:
  explicit Document(Experiment experiment, QObject* parent = nullptr);

  const Experiment& experiment() const { return experiment_; }

  /// Whether it differs from what was opened.
  bool isModified() const { return experiment_ != opened_; }

  /// A person changed something; `what` names it in the history, such as "Add a layer". Equal experiments change
  /// nothing. Changes of the same name in one movement (a slider that is dragged) are undone together.
  void change(const Experiment& next, const QString& what);

  /// Another document takes the place of this one; its history begins anew.
  void open(const Experiment& experiment);

  /// For what can be undone beside changes of the experiment, such as a weight that was edited.
  QUndoStack& undoStack() { return undoStack_; }

 signals:
  void changed(const gradus::Experiment& now, const gradus::Experiment& before);

 private:
  friend class ExperimentChange;
  void set(const Experiment& next);

  Experiment experiment_;
  Experiment opened_;
  Gesture gesture_;
  QUndoStack undoStack_;
};

}  // namespace gradus::ui
