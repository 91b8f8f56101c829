#pragma once

// From several logs to one answer: why there was no push.

#include <nimpush/delivery/doctor/align.hpp>         // IWYU pragma: export
#include <nimpush/delivery/doctor/answer.hpp>        // IWYU pragma: export
#include <nimpush/delivery/doctor/as_scenario.hpp>   // IWYU pragma: export
#include <nimpush/delivery/doctor/complaint.hpp>     // IWYU pragma: export
#include <nimpush/delivery/doctor/doctor_words.hpp>  // IWYU pragma: export
#include <nimpush/delivery/doctor/kinds.hpp>         // IWYU pragma: export
#include <nimpush/delivery/doctor/patient.hpp>       // IWYU pragma: export
#include <nimpush/delivery/doctor/timeline.hpp>      // IWYU pragma: export
