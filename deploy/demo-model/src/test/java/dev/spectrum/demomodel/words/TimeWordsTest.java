package dev.spectrum.demomodel.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {

    /** A Friday. */
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T09:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "today                                  | 2026-11-20 | 2026-11-20",
                "tomorrow at 3pm                        | 2026-11-21 | 2026-11-21",
                "the day after tomorrow                 | 2026-11-22 | 2026-11-22",
                "on Friday                              | 2026-11-27 | 2026-11-27",
                "this Friday                            | 2026-11-20 | 2026-11-20",
                "next Tuesday                           | 2026-11-24 | 2026-11-24",
                "next Friday at noon                    | 2026-11-27 | 2026-11-27",
                "Monday morning                         | 2026-11-23 | 2026-11-23",
                "in 3 days                              | 2026-11-23 | 2026-11-23",
                "in two weeks                           | 2026-12-04 | 2026-12-04",
                "two weeks from now                     | 2026-12-04 | 2026-12-04",
                "on 2026-12-01                          | 2026-12-01 | 2026-12-01",
                "on December 3rd                        | 2026-12-03 | 2026-12-03",
                "on 3 December 2027                     | 2027-12-03 | 2027-12-03",
                "on January 5                           | 2027-01-05 | 2027-01-05",
                "on Wed 25 Nov 2026 at 14:30 UTC        | 2026-11-25 | 2026-11-25",
                "on the 24th                            | 2026-11-24 | 2026-11-24",
                "on the 3rd                             | 2026-12-03 | 2026-12-03",
                "this week                              | 2026-11-16 | 2026-11-22",
                "next week                              | 2026-11-23 | 2026-11-29",
                "this month                             | 2026-11-01 | 2026-11-30",
                "next month                             | 2026-12-01 | 2026-12-31",
                "last month                             | 2026-10-01 | 2026-10-31",
                "this quarter                           | 2026-10-01 | 2026-12-31",
                "next quarter                           | 2027-01-01 | 2027-03-31",
                "this year                              | 2026-01-01 | 2026-12-31",
                "this weekend                           | 2026-11-21 | 2026-11-22",
                "in March                               | 2027-03-01 | 2027-03-31",
                "in the next 7 days                     | 2026-11-20 | 2026-11-27",
                "the last 30 days                       | 2026-10-21 | 2026-11-20",
                "by Friday                              | -          | 2026-11-27",
                "before December 1                      | -          | 2026-11-30",
                "since Monday                           | 2026-11-23 | -",
                "after 2026-12-01                       | 2026-12-02 | -",
                "on 31 February                         | -          | -",
                "whenever it suits                      | -          | -",
                "may I ask about the march               | -          | -",
            })
    void readsDays(String words, String from, String to) {
        When when = TimeWords.take(new Text(words), NOW);

        assertThat(when.from()).isEqualTo(from == null ? null : LocalDate.parse(from));
        assertThat(when.to()).isEqualTo(to == null ? null : LocalDate.parse(to));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "at 3pm                | 15:00 | -",
                "at 3 pm               | 15:00 | -",
                "at 12am               | 00:00 | -",
                "12:15 pm              | 12:15 | -",
                "at 9:30               | 09:30 | -",
                "at 16:45              | 16:45 | -",
                "at 3                  | 15:00 | -",
                "at 10 o'clock         | 10:00 | -",
                "half past two         | 14:30 | -",
                "at noon               | 12:00 | -",
                "for 45 minutes at 11  | 11:00 | 45",
                "for half an hour      | -     | 30",
                "a 1 hour call at 4pm  | 16:00 | 60",
                "2026-12-01T15:30:00Z  | 15:30 | -",
                "in 30 minutes         | 09:30 | -",
                "in the afternoon      | -     | -",
                "at 25:99              | -     | -",
                "at 50%                | -     | -",
            })
    void readsTimesOfDayAndDurations(String words, String time, Integer minutes) {
        When when = TimeWords.take(new Text(words), NOW);

        assertThat(when.time()).isEqualTo(time == null ? null : LocalTime.parse(time));
        assertThat(when.minutes()).isEqualTo(minutes);
    }

    @Test
    void aTimeWithoutADayIsTheNextTimeTheClockShowsIt() {
        assertThat(TimeWords.take(new Text("at 3pm"), NOW).moment(NOW))
                .contains(ZonedDateTime.parse("2026-11-20T15:00:00Z"));
        assertThat(TimeWords.take(new Text("at 8am"), NOW).moment(NOW))
                .contains(ZonedDateTime.parse("2026-11-21T08:00:00Z"));
    }

    @Test
    void aDayWithoutATimeIsNoMoment() {
        assertThat(TimeWords.take(new Text("tomorrow"), NOW).moment(NOW)).isEmpty();
    }

    @Test
    void takesItsWordsOutOfTheText() {
        Text text = new Text("Call Dana tomorrow at 3pm please");

        TimeWords.take(text, NOW);

        assertThat(text.rest().replaceAll("\\s+", " ")).isEqualTo("Call Dana please");
    }
}
