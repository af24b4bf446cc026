#include "core/base/generator.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace gradus {

void Generator::manualSeed(std::uint64_t seed) {
  engine_.seed(static_cast<std::uint32_t>(seed & 0xFFFFFFFFU));
  hasCachedNormal_ = false;
}

std::uint64_t Generator::random64() {
  const std::uint64_t high = random();
  return (high << 32U) | random();
}

float Generator::uniform(float from, float to) {
  constexpr float kScale = 1.0F / (1U << 24U);
  const float unit = static_cast<float>(random() & 0xFFFFFFU) * kScale;
  return std::fma(unit, to - from, from);
}

double Generator::uniformDouble() {
  constexpr double kScale = 1.0 / static_cast<double>(1ULL << 53U);
  return static_cast<double>(random64() & ((1ULL << 53U) - 1)) * kScale;
}

double Generator::normalDouble() {
  if (hasCachedNormal_) {
    hasCachedNormal_ = false;
    return cachedNormal_;
  }
  const double angle = 2.0 * std::numbers::pi * uniformDouble();
  const double radius = std::sqrt(-2.0 * std::log1p(-uniformDouble()));
  cachedNormal_ = radius * std::sin(angle);
  hasCachedNormal_ = true;
  return radius * std::cos(angle);
}

void Generator::normal(std::span<float> values) {
  constexpr std::size_t kBlock = 16;
  if (values.size() < kBlock) {
    for (float& value : values) value = static_cast<float>(normalDouble());
    return;
  }
  for (float& value : values) value = uniform(0, 1);
  const auto transform = [](std::span<float> block) {
    for (std::size_t i = 0; i < kBlock / 2; ++i) {
      const float radius = std::sqrt(-2.0F * std::log(1.0F - block[i]));
      const float angle = 2.0F * std::numbers::pi_v<float> * block[i + kBlock / 2];
      block[i] = radius * std::cos(angle);
      block[i + kBlock / 2] = radius * std::sin(angle);
    }
  };
  std::size_t start = 0;
  for (; start + kBlock <= values.size(); start += kBlock) transform(values.subspan(start, kBlock));
  if (start < values.size()) {
    const std::span<float> last = values.last(kBlock);
    for (float& value : last) value = uniform(0, 1);
    transform(last);
  }
}

std::vector<std::int64_t> Generator::randperm(std::int64_t n) {
  constexpr std::int64_t kLimit = 0xFFFFFFFFLL / 20;
  if (n < 0 || n >= kLimit) {
    throw Error("randperm: n is " + std::to_string(n) + ", expected 0 to " + std::to_string(kLimit - 1));
  }
  std::vector<std::int64_t> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (std::int64_t i = 0; i + 1 < n; ++i) {
    const std::int64_t j = i + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n - i));
    std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
  }
  return order;
}

}  // namespace gradus
