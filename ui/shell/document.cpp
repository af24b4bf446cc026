#include "ui/shell/document.h"

#include <QUndoCommand>
#include <utility>

namespace gradus::ui {

class ExperimentChange : public QUndoCommand {
 public:
  ExperimentChange(Document& document, Experiment after, const QString& what, int gesture)
      : QUndoCommand(what),
        document_(document),
        before_(document.experiment()),
        after_(std::move(after)),
        gesture_(gesture) {}

  void undo() override { document_.set(before_); }
  void redo() override { document_.set(after_); }
  int id() const override { return 1; }

  bool mergeWith(const QUndoCommand* other) override {
    const auto& next = static_cast<const ExperimentChange&>(*other);
    if (next.gesture_ != gesture_ || next.text() != text()) return false;
    after_ = next.after_;
    setObsolete(after_ == before_);
    return true;
  }

 private:
  Document& document_;
  Experiment before_;
  Experiment after_;
  int gesture_;
};

Document::Document(Experiment experiment, QObject* parent)
    : QObject(parent), experiment_(std::move(experiment)), opened_(experiment_) {
  constexpr int kLongestHistory = 500;
  undoStack_.setUndoLimit(kLongestHistory);
}

void Document::change(const Experiment& next, const QString& what) {
  if (next != experiment_) undoStack_.push(new ExperimentChange(*this, next, what, gesture_.number()));
}

void Document::open(const Experiment& experiment) {
  undoStack_.clear();
  opened_ = experiment;
  set(experiment);
}

void Document::set(const Experiment& next) {
  if (next == experiment_) return;
  // Listeners may read the document, so that it has to be new before they hear of it.
  const Experiment before = std::exchange(experiment_, next);
  emit changed(experiment_, before);
}

}  // namespace gradus::ui
