// A weight or bias that a person has changed by hand, as a step of the document's history. The network of a run has no
// place in the document: after a rewind there is nothing left to take back, and the step is void.
#pragma once

#include <QUndoCommand>

#include "core/probe/unit_detail.h"

namespace gradus {
class TrainingSession;
}

namespace gradus::ui {

class SnapshotFeed;

class WeightEdit : public QUndoCommand {
 public:
  /// Of the weights that `feed` shows now. Session and feed must outlive this.
  WeightEdit(TrainingSession& session, SnapshotFeed& feed, const UnitQuestion& at, double before, double after,
             const QString& name);

  void undo() override { write(before_); }
  void redo() override { write(after_); }

 private:
  void write(float value);

  TrainingSession& session_;
  SnapshotFeed& feed_;
  UnitQuestion at_;
  float before_;
  float after_;
  std::uint64_t origin_;
};

}  // namespace gradus::ui
