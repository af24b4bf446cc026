#include "app/bench/scaling_bench.h"

#include <QStringList>
#include <cstdio>
#include <vector>

#include "app/bench/bench_config.h"
#include "app/bench/child_process.h"
#include "app/bench/training_bench.h"

namespace gradus {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kGrowing = "playground-default";
constexpr std::int64_t kSteps = 10'000'000;

struct Row {
  std::int64_t size = 0;
  BenchConfig config;
};

struct Series {
  const char* what;
  std::vector<Row> rows;
};

BenchConfig make(std::vector<std::int64_t> widths, int batch, std::int64_t rows) {
  return {"", std::move(widths), "relu", "adam", batch, "random", rows};
}

std::vector<Series> allSeries() {
  Series width{"width", {}};
  for (std::int64_t size = 16; size <= 4096; size *= 4)
    width.rows.push_back({size, make({64, size, size, 10}, 128, 4096)});
  Series depth{"depth", {}};
  for (std::int64_t size = 1; size <= 64; size *= 4) {
    std::vector<std::int64_t> widths(static_cast<std::size_t>(size) + 2, 128);
    widths.back() = 10;
    depth.rows.push_back({size, make(widths, 128, 8192)});
  }
  Series batch{"batch", {}};
  for (std::int64_t size = 1; size <= 8192; size *= 8) {
    batch.rows.push_back({size, make({784, 128, 64, 10}, static_cast<int>(size), std::max<std::int64_t>(size, 4096))});
  }
  batch.rows.push_back({8192, make({784, 128, 64, 10}, 8192, 8192)});
  Series data{"rows", {}};
  for (std::int64_t size = 1000; size <= 1'000'000; size *= 10)
    data.rows.push_back({size, make({16, 32, 4}, 100, size)});
  return {width, depth, batch, data};
}

void print(const Json& row) {
  std::printf("%-6s %8lld %12.1f %12.1f %9.1f %9.0f  %s\n", row["series"].get<std::string>().c_str(),
              row["size"].get<long long>(), row["us_per_step"].get<double>(), row["gflops"].get<double>(),
              row["excess"].get<double>(), row["peak_memory_mib"].get<double>(),
              row["path"].get<std::string>().c_str());
  std::fflush(stdout);
}

}  // namespace

nlohmann::ordered_json growthHere(const BenchOptions& options) {
  return {{"config", kGrowing},
          {"steps", kSteps},
          {"growth", measureGrowth(findBenchConfig(kGrowing), options.device, kSteps)}};
}

void benchScaling(const BenchOptions& options) {
  if (!options.json) {
    std::printf("%-6s %8s %13s %12s %9s %9s  %s\n", "series", "size", "µs/step", "GFLOP/s", "excess", "peak MiB",
                "path");
  }
  for (const Series& series : allSeries()) {
    double timeBefore = 0;
    double workBefore = 0;
    for (const Row& row : series.rows) {
      const Json measured = measureInChild(options, {QString::fromStdString(row.config.text())});
      const double time = measured["us_per_step"].get<double>();
      const double work = row.config.operations();
      Json line = {{"series", series.what}, {"size", row.size}};
      for (const char* name : {"us_per_step", "samples_per_s", "gflops", "peak_memory_mib", "path"})
        line[name] = measured[name];
      line["excess"] = timeBefore > 0 ? time / timeBefore / (work / workBefore) : 1.0;
      timeBefore = time;
      workBefore = work;
      if (options.json) {
        std::printf("%s\n", line.dump().c_str());
        std::fflush(stdout);
      } else {
        print(line);
      }
    }
  }
  const Json growth = measureInChild(options, {QStringLiteral("--scaling")});
  if (options.json) {
    std::printf("%s\n", growth.dump().c_str());
  } else {
    std::printf("Over %lld million steps of %s memory grows by %.2f %%.\n", static_cast<long long>(kSteps / 1'000'000),
                kGrowing, 100 * growth["growth"].get<double>());
  }
}

}  // namespace gradus
