#include "core/io/pytorch_split.h"

#include "core/io/python.h"

namespace gradus {
namespace {

constexpr const char* kApportion = R"py(
def apportion(sizes, share):
    """So many of each group that they make `share` of all, by largest remainder; one of each group stays."""
    quotas = [share * size for size in sizes]
    taken = [math.floor(quota) for quota in quotas]
    missing = math.floor(share * sum(sizes) + 0.5) - sum(taken)
    by_remainder = sorted(range(len(sizes)), key=lambda i: taken[i] - quotas[i])
    while missing > 0 and any(taken[i] + 1 < sizes[i] for i in by_remainder):
        for i in by_remainder:
            if missing > 0 and taken[i] + 1 < sizes[i]:
                taken[i] += 1
                missing -= 1
    return taken

)py";

constexpr const char* kSplit = R"py(
def split(y):
    """«SPLIT_SUMMARY»"""
    generator = torch.Generator().manual_seed(DATA_SEED)
    groups = «GROUPS»
    test = apportion([len(rows) for rows in groups], TEST_SHARE)
    valid = apportion([len(rows) - n for rows, n in zip(groups, test)], VALID_SHARE)
    parts = [], [], []
    for rows, n_test, n_valid in zip(groups, test, valid):
        rows = rows[torch.randperm(len(rows), generator=generator)]
        pieces = rows.split([n_test, n_valid, len(rows) - n_test - n_valid])
        for part, piece in zip(parts, pieces):
            part.append(piece)
    test, valid, train = (torch.cat(part).sort().values for part in parts)
    return train, valid, test

)py";

constexpr const char* kSplitPublished = R"py(
def split(y):
    """Rows for training and validation, the same share of each class."""
    generator = torch.Generator().manual_seed(DATA_SEED)
    groups = «GROUPS»
    valid, train = [], []
    for rows, n_valid in zip(groups, apportion([len(rows) for rows in groups], VALID_SHARE)):
        rows = rows[torch.randperm(len(rows), generator=generator)]
        valid.append(rows[:n_valid])
        train.append(rows[n_valid:])
    return torch.cat(train).sort().values, torch.cat(valid).sort().values

)py";

}  // namespace

std::string pytorchSplit(const Dataset& dataset) {
  const bool classes = dataset.task == Task::Classification;
  const std::string groups =
      classes ? "[(y == label).nonzero().flatten() for label in range(len(CLASSES))]" : "[torch.arange(len(y))]";
  const std::string summary = classes ? "Rows for training, validation and testing, the same share of each class."
                                      : "Rows for training, validation and testing.";
  return kApportion + python::fill(dataset.publishedTestRows > 0 ? kSplitPublished : kSplit,
                                   {{"GROUPS", groups}, {"SPLIT_SUMMARY", summary}});
}

}  // namespace gradus
