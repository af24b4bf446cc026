#include "app/bench/device_peak.h"

#include <algorithm>
#include <chrono>

#include "core/opencl/device.h"

namespace gradus {
namespace {

// Twenty chains: more than the latency of the instruction times how many begin in a cycle.
constexpr int kChains = 20;

constexpr const char* kSource = R"(
#define CHAINS(F) F(0) F(1) F(2) F(3) F(4) F(5) F(6) F(7) F(8) F(9) F(a) F(b) F(c) F(d) F(e) F(f) F(g) F(h) F(i) F(j)
__kernel void chains(__global real* result, int rounds, real factor) {
  const T k = factor;
#define BEGIN(i) T x##i = (T)(0x1p-3f);
  CHAINS(BEGIN)
  T sum = get_global_id(0);
  for (int round = 0; round < rounds; ++round) {
#define NEXT(i) x##i = fma(x##i, k, k);
    CHAINS(NEXT)
  }
#define ADD(i) sum += x##i;
  CHAINS(ADD)
  storeLanes(sum, result, get_global_id(0) * LANES, get_global_size(0) * LANES);
}
)";

}  // namespace

double peakGflops(Device& device) {
  constexpr int kRounds = 100'000;
  constexpr int kRepeats = 7;
  device.addProgram("bench.peak", Precision::Single, [] { return kSource; });
  const bool isProcessor = device.lanes() > 1;
  const std::size_t items = isProcessor ? 32 : 1 << 16;
  const int rounds = isProcessor ? kRounds : kRounds / 10;
  const Range range{{items, 1}, {isProcessor ? std::size_t{1} : std::size_t{64}, 1}};
  const Buffer result = device.allocate(items * static_cast<std::size_t>(device.lanes()) * sizeof(float));
  double best = 0;
  for (int i = 0; i < kRepeats; ++i) {
    device.finish();
    const auto begin = std::chrono::steady_clock::now();
    device.launch("bench.peak:chains", range, result, rounds, 0.5F);
    device.finish();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double operations = 2.0 * kChains * rounds * static_cast<double>(items) * device.lanes();
    best = std::max(best, operations / seconds / 1e9);
  }
  return best;
}

}  // namespace gradus
