#include "ui/document/document.h"

#include <QUndoCommand>
#include <utility>

#include "core/experiment/change.h"

namespace gradus::ui {

/// What the document said, and as which revision.
struct Edition {
  Experiment experiment;
  std::uint64_t revision;
};

class ExperimentChange : public QUndoCommand {
 public:
  static constexpr int kId = 1;

  ExperimentChange(Document& document, Edition after, const QString& what, int gesture)
      : QUndoCommand(what),
        document_(document),
        before_{document.experiment(), document.revision()},
        after_(std::move(after)),
        gesture_(gesture) {}

  void undo() override { document_.set(before_.experiment, before_.revision); }
  void redo() override { document_.set(after_.experiment, after_.revision); }
  int id() const override { return kId; }

  const Edition& before() const { return before_; }
  const Edition& after() const { return after_; }

  /// Whether a change of that name in that gesture goes on with this one.
  bool isContinuedBy(const QString& what, int gesture) const { return gesture == gesture_ && what == text(); }

  bool mergeWith(const QUndoCommand* other) override {
    const auto& next = static_cast<const ExperimentChange&>(*other);
    if (!isContinuedBy(next.text(), next.gesture_)) return false;
    after_ = next.after_;
    setObsolete(after_.experiment == before_.experiment);
    return true;
  }

 private:
  Document& document_;
  Edition before_;
  Edition after_;
  int gesture_;
};

namespace {

/// Null for a command of another kind, or none.
const ExperimentChange* asChange(const QUndoCommand* command) {
  const bool isOne = command != nullptr && command->id() == ExperimentChange::kId;
  return isOne ? static_cast<const ExperimentChange*>(command) : nullptr;
}

}  // namespace

Document::Document(Experiment experiment, QObject* parent)
    : QObject(parent), experiment_(std::move(experiment)), opened_(experiment_) {
  constexpr int kLongestHistory = 500;
  undoStack_.setUndoLimit(kLongestHistory);
}

void Document::change(const Experiment& next, const QString& what) {
  if (next == experiment_) return;
  const int gesture = gesture_.number();
  const ExperimentChange* last = asChange(undoStack_.command(undoStack_.index() - 1));
  std::uint64_t revision = 0;
  if (last != nullptr && last->isContinuedBy(what, gesture)) {
    // A movement is one step, and one that ends where it began is none.
    revision = next == last->before().experiment ? last->before().revision : last->after().revision;
  } else {
    revision = ++lastRevision_;
  }
  undoStack_.push(new ExperimentChange(*this, {next, revision}, what, gesture));
}

void Document::setKept(quint64 revision, bool isKept) {
  if (isKept) lost_.erase(revision);
  if (!isKept) lost_.insert(revision);
  emit keptChanged();
}

QString Document::stepName(int command, bool isUndone) const {
  const QString name = undoStack_.text(command);
  const ExperimentChange* change = asChange(undoStack_.command(command));
  if (change == nullptr || !replacesNumbers(changeOf(change->before().experiment, change->after().experiment))) {
    return name;
  }
  const std::uint64_t target = isUndone ? change->before().revision : change->after().revision;
  return lost_.contains(target) ? tr("%1 (without what was learned)").arg(name) : name;
}

void Document::open(const Experiment& experiment) {
  undoStack_.clear();
  opened_ = experiment;
  set(experiment, experiment == experiment_ ? revision_ : ++lastRevision_);
}

void Document::set(const Experiment& next, std::uint64_t revision) {
  revision_ = revision;
  if (next == experiment_) return;
  // Listeners may read the document, so that it has to be new before they hear of it.
  const Experiment before = std::exchange(experiment_, next);
  emit changed(experiment_, before);
}

}  // namespace gradus::ui
