#include "ui/inspect/inspect_worker.h"

#include <exception>
#include <utility>

namespace gradus::ui {

InspectWorker::InspectWorker(QObject* parent) : QObject(parent) {
  threads_.setMaxThreadCount(1);
}

InspectWorker::~InspectWorker() {
  threads_.waitForDone();
}

void InspectWorker::ask(const DatasetPtr& dataset, const PredictionsPtr& predictions, const GalleryQuery& query) {
  ++question_;
  next_ = std::make_shared<InspectResult>(InspectResult{dataset, predictions, query, nullptr, {}});
  if (!isBusy_) begin();
}

void InspectWorker::forget() {
  ++question_;
  next_.reset();
  last_.reset();
}

void InspectWorker::begin() {
  isBusy_ = true;
  std::shared_ptr<InspectResult> result = std::exchange(next_, nullptr);
  // Another order of the same predictions: they are counted already.
  if (last_ && last_->predictions == result->predictions) result->report = last_->report;
  threads_.start([this, result, question = question_] {
    std::exception_ptr failure;
    try {
      if (!result->report) result->report = makeReport(*result->dataset, *result->predictions);
      result->places = galleryPlaces(*result->dataset, *result->predictions, result->query);
    } catch (...) {
      failure = std::current_exception();
    }
    mailbox_.post([this, result, question, failure] { finish(result, question, failure); });
  });
}

void InspectWorker::finish(const InspectResultPtr& result, int question, const std::exception_ptr& failure) {
  isBusy_ = false;
  // What is asked next may be about the same predictions.
  if (!failure && (next_ || question == question_)) last_ = result;
  if (next_) {
    begin();
  } else if (!failure && question == question_) {
    emit done(result);
  }
  if (failure) std::rethrow_exception(failure);  // the window's thread may throw, and says what it was
}

}  // namespace gradus::ui
