// What a person types to find images: any text gives places that exist, none of them twice.
#include <algorithm>

#include "core/inspect/gallery.h"
#include "tests/fuzz/fuzz.h"

using namespace gradus;

namespace {

const Dataset& dataset() {
  static const Dataset made = [] {
    Dataset dataset;
    dataset.task = Task::Classification;
    dataset.rows = 6;
    dataset.classNames = {"0", "4", "T-shirt/top", "Ärmel → Saum", "-> 9", "α"};
    dataset.labels = {0, 1, 2, 3, 4, 5};
    return dataset;
  }();
  return made;
}

const Predictions& predictions() {
  static const Predictions made = [] {
    Predictions predictions;
    predictions.outputs = 6;
    for (std::int64_t row = 0; row < 6; ++row) {
      predictions.rows.push_back(row);
      for (int output = 0; output < 6; ++output)
        predictions.values.push_back(output == (row + row % 2) % 6 ? 0.5F : 0.1F);
      predictions.predicted.push_back(static_cast<std::int32_t>((row + row % 2) % 6));
      predictions.confidence.push_back(0.5F);
      predictions.loss.push_back(row % 2 == 0 ? 0.7F : 2.3F);
      if (row % 2 != 0) predictions.mistakes.push_back(static_cast<std::size_t>(row));
    }
    return predictions;
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const GalleryKind kind : {GalleryKind::Mistakes, GalleryKind::All, GalleryKind::Correct}) {
    GalleryQuery query;
    query.kind = kind;
    query.text = fuzz::asText(data, size);
    std::vector<std::size_t> places = galleryPlaces(dataset(), predictions(), query);
    std::ranges::sort(places);
    fuzz::hold(std::ranges::adjacent_find(places) == places.end(), "no sample is shown twice");
    fuzz::hold(places.empty() || places.back() < predictions().rows.size(), "every place exists");
  }
  return 0;
}
