package dev.spectrum.outreach.scoring.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Owner                             | 25
            Founder & CEO                     | 25
            Co-Founder                        | 25
            Chief Executive Officer           | 25
            Managing Director                 | 25
            President                         | 25
            Partner                           | 25
            Managing Partner                  | 25
            Geschäftsführer                   | 25
            CTO                               | 22
            CFO/COO                           | 22
            Chief Marketing Officer           | 22
            Chief Human Resources Officer     | 22
            VP Sales                          | 18
            VP, Operations                    | 18
            Vice President of Customer Success| 18
            Senior Vice-President             | 18
            SVP Engineering                   | 18
            Director of Operations            | 15
            Director, Business Development    | 15
            Marketing Director                | 15
            Sales Manager and Director        | 15
            Head of IT                        | 10
            General Manager                   | 10
            Senior Manager Procurement        | 10
            Office Manager                    | 7
            Account Manager                   | 7
            Product Owner                     | 0
            Channel Partner Consultant        | 0
            Executive Assistant               | 0
            Assistant to the CEO              | 0
            CEO's PA to the board             | 0
            Intern                            | 0
            Marketing intern, former director | 0
            Business Analyst                  | 0
            Account Executive                 | 0
            Consultant                        | 0
            """)
    void knowsHowMuchATitleDecides(String title, int points) {
        assertThat(Authority.of(title).map(Authority::points).orElse(0)).isEqualTo(points);
    }
}
