#include "ui/train/weight_edit.h"

#include "core/session/training_session.h"
#include "ui/document/snapshot_feed.h"

namespace gradus::ui {

WeightEdit::WeightEdit(TrainingSession& session, SnapshotFeed& feed, const UnitQuestion& at, double before,
                       double after, const QString& name)
    : QUndoCommand(name),
      session_(session),
      feed_(feed),
      at_(at),
      before_(static_cast<float>(before)),
      after_(static_cast<float>(after)),
      origin_(feed.last() == nullptr ? 0 : feed.last()->origin) {}

void WeightEdit::write(float value) {
  // Where the last snapshot may be of before an undo the session, which knows, passes over what is not its own.
  const bool isOther = feed_.last() == nullptr || feed_.last()->origin != origin_;
  if (isOther && !feed_.isExpecting()) return setObsolete(true);
  session_.setParameter(origin_, at_, value);
  feed_.refresh();
}

}  // namespace gradus::ui
