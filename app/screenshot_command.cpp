#include "app/screenshot_command.h"

#include <CLI/CLI.hpp>
#include <QSize>
#include <algorithm>
#include <string>

#include "app/base/application.h"
#include "app/base/number_of.h"
#include "app/base/options.h"
#include "core/base/limits.h"
#include "core/base/shortened.h"
#include "core/session/training_session.h"
#include "ui/shell/guarded_application.h"
#include "ui/shell/main_window.h"
#include "ui/shell/screenshot.h"

namespace gradus {
namespace {

QSize parseSize(const std::string& text) {
  constexpr int kMost = 8192;
  const std::size_t between = std::min(text.find('x'), text.size());
  const auto width = numberOf<int>(text.substr(0, between));
  const auto height = numberOf<int>(text.substr(std::min(between + 1, text.size())));
  if (width && height && *width > 0 && *height > 0 && *width <= kMost && *height <= kMost) return {*width, *height};
  throw CLI::ValidationError("--size", "'" + shortened(text) +
                                           "' is no size: expected WIDTHxHEIGHT such as 1440x900, each at most " +
                                           std::to_string(kMost));
}

class ScreenshotCommand final : public Command {
 public:
  const char* name() const override { return "screenshot"; }
  const char* sentence() const override { return "Render the real window into a PNG file"; }

  void addTo(CLI::App& app) override {
    app.add_option("OUT", picture_, "PNG file to write")->required();
    given_.addTo(app);
    app.add_option("--page", page_, "Page to show")
        ->check(CLI::IsMember({"train", "inspect", "activations"}))
        ->capture_default_str();
    app.add_option("--theme", theme_, "dark or light")->check(CLI::IsMember({"dark", "light"}))->capture_default_str();
    app.add_option("--size", size_, "WIDTHxHEIGHT in pixels")->capture_default_str();
    app.add_option("--epochs", epochs_, "Epochs to train first")
        ->check(CLI::Range(0, kMostEpochs))
        ->capture_default_str();
    addDevice(app, device_);
  }

  void read() override {
    pixels_ = parseSize(size_);
    given_.read();
  }

  int run(const ProgramWords& words) override {
    const Offscreen offscreen;
    const ui::GuardedApplication application(words.count, words.words);
    prepareProcess();

    TrainingSession session(QString::fromStdString(device_));
    ui::MainWindow window(session, given_.experiment().value_or(firstExperiment()));
    window.themeChoice().setMode(theme_ == "light" ? ui::ThemeMode::Light : ui::ThemeMode::Dark);
    window.showPage(QString::fromStdString(page_));
    ui::takeScreenshot(window, session,
                       {QString::fromStdString(picture_), pixels_, epochs_, QString::fromStdString(given_.file())});
    return 0;
  }

 private:
  GivenExperiment given_;
  std::string device_;
  std::string picture_;
  std::string page_ = "train";
  std::string theme_ = "dark";
  std::string size_ = "1440x900";
  QSize pixels_;
  int epochs_ = 0;
};

}  // namespace

std::unique_ptr<Command> screenshotCommand() {
  return std::make_unique<ScreenshotCommand>();
}

}  // namespace gradus
