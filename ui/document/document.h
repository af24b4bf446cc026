// The document of the window: one experiment, and the one door through which every change to it goes. Pages read it,
// propose changes and listen; none of them keeps a copy. Every change can be undone.
#pragma once

#include <QObject>
#include <QUndoStack>
#include <cstdint>
#include <set>

#include "core/experiment/experiment.h"
#include "ui/document/gesture.h"

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

  /// Names what the document says now: another number after every change, the same again after undo.
  std::uint64_t revision() const { return revision_; }

  /// Whether the trained network of a revision is kept, as long as nobody says otherwise.
  void setKept(quint64 revision, bool isKept);

  /// What the history calls that step of its stack where it is undone or redone; a step that brings the shape of a
  /// network back but not what it had learned says so.
  QString stepName(int command, bool isUndone) const;

  /// Another document takes the place of this one; its history begins anew.
  void open(const Experiment& experiment);

  /// For what can be undone beside changes of the experiment, such as a weight that was edited.
  QUndoStack& undoStack() { return undoStack_; }

 signals:
  void changed(const gradus::Experiment& now, const gradus::Experiment& before);
  void keptChanged();

 private:
  friend class ExperimentChange;
  void set(const Experiment& next, std::uint64_t revision);

  Experiment experiment_;
  Experiment opened_;
  std::uint64_t revision_ = 1;
  std::uint64_t lastRevision_ = 1;
  std::set<std::uint64_t> lost_;  ///< the revisions of which only the shape is known
  Gesture gesture_;
  QUndoStack undoStack_;
};

}  // namespace gradus::ui
