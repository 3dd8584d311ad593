using AngleSharp.Html.Parser;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Tests.Mail;

public class ComposerTests
{
    [Fact]
    public void Lines_end_in_CRLF_hold_seven_bit_text_and_stay_short()
    {
        var bytes = SomeLetter.Bytes(
            SomeLetter.Invitation() with
            {
                Blocks = [new Paragraph(string.Concat(Enumerable.Repeat("Zó gaat het, 😀 = goed. ", 100)))],
            }
        );

        var message = Encoding.Latin1.GetString(bytes);
        Assert.DoesNotContain(bytes, octet => octet is 0 or > 127);
        Assert.DoesNotMatch("(?<!\r)\n|\r(?!\n)", message);
        Assert.Each(message.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.Ends("--\r\n", message);
        Assert.True(bytes.Length < 30 * 1024);
    }

    [Fact]
    public void No_line_end_cuts_a_phone_number_in_two_and_text_keeps_its_plain_blanks()
    {
        const string number = "088\u00a0123\u00a045\u00a067";
        var letter = SomeLetter.Invitation() with { Blocks = [new Paragraph($"Bel 088 123 45 67, of {number}.")] };

        Assert.Has($"Bel {number}, of {number}.", WebUtility.HtmlDecode(ReadMail.From(SomeLetter.Bytes(letter)).Html));
        Assert.Equal("Bel 088 123 45 67, of 088 123 45 67.\r\n", Composer.TextPart(letter));
    }

    [Fact]
    public void Nothing_in_a_message_is_outside_ASCII()
    {
        var message = Encoding.Latin1.GetString(
            SomeLetter.Bytes(SomeLetter.Invitation() with { ToName = "Zoë", To = "zoe@café.example" })
        );

        Assert.Has("To: =?utf-8?b?Wm/Dqw==?= <zoe@xn--caf-dma.example>", message);
        Assert.DoesNotContain(message, c => c > '~');
    }

    [Fact]
    public void Headers_say_who_when_and_that_a_program_wrote_it()
    {
        var mail = ReadMail.From(SomeLetter.Bytes());

        Assert.Equal("Thu, 05 Mar 2026 09:07:03 +0100", mail.Header("Date"));
        Assert.Equal("Inge Bakker – De Linde", mail.Sender.Name);
        Assert.Equal(("Anna", "anna@voorbeeld.nl"), (mail.To.Name, mail.To.Address));
        Assert.Equal("post@delinde.voorbeeld.nl", mail.Header("Reply-To"));
        Assert.Equal($"<{SomeLetter.Id}@delinde.voorbeeld.nl>", mail.Header("Message-ID"));
        Assert.Equal(Dutch("InvitationMail.InvitationSubject", "Inge"), mail.Header("Subject"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("All", mail.Header("X-Auto-Response-Suppress"));
        Assert.Equal(SomeLetter.Id, mail.Header("X-CGS-Ref"));
        Assert.Equal("<https://steunpunt.voorbeeld.nl/s/pauze-sleutel>", mail.Header("List-Unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
        Assert.DoesNotContain(mail.Headers, header => header.Name == "Precedence");
    }

    [Theory]
    [InlineData("https://delinde.nl/p/sleutel", true)]
    [InlineData("http://delinde.nl/p/sleutel", false)]
    [InlineData("http://localhost:5080/p/sleutel", true)]
    public void The_one_click_is_offered_under_https_and_on_this_machine_only(string url, bool isOffered)
    {
        var mail = ReadMail.From(SomeLetter.Bytes(SomeLetter.Invitation() with { UnsubscribeUrl = url }));

        Assert.Equal($"<{url}>", mail.Header("List-Unsubscribe"));
        Assert.Equal(isOffered, mail.Headers.Any(header => header.Name == "List-Unsubscribe-Post"));
    }

    [Fact]
    public void Text_comes_first_and_says_what_the_letter_says_with_the_link_on_a_line_of_its_own()
    {
        var bytes = SomeLetter.Bytes();

        var raw = Encoding.ASCII.GetString(bytes);
        Assert.True(
            raw.IndexOf("text/plain", StringComparison.Ordinal) < raw.IndexOf("text/html", StringComparison.Ordinal)
        );
        var mail = ReadMail.From(bytes);
        Assert.Begins("Beste Anna,\r\n\r\nHoe gaat het met u?\r\n\r\nWilt u", mail.Text);
        Assert.Has($"Naar de vragen:\r\n{SomeLetter.Link}\r\n\r\n", mail.Text);
        Assert.Has("Ook in de coördinatie-uren.\r\n\r\nGroet,\r\nInge Bakker\r\nDe Linde\r\n", mail.Text);
    }

    [Fact]
    public void Text_and_html_carry_the_same_sentences_and_the_same_single_link()
    {
        var mail = ReadMail.From(SomeLetter.Bytes());

        var html = new HtmlParser().ParseDocument(mail.Html);
        // The address is for whose mail program opens no button: last, and said so.
        var copied = html.QuerySelector("p:last-child")!;
        Assert.Begins(Dutch("Composer.Copy"), copied.TextContent);
        Assert.Ends(SomeLetter.Link, copied.TextContent);
        copied.Remove();
        Assert.Lacks("https:", html.Body!.TextContent);
        Assert.Equal(Words(mail.Text.Replace($":\r\n{SomeLetter.Link}", "")), Words(html.Body!.TextContent));
        Assert.Equal([SomeLetter.Link], mail.Links);
        var link = Assert.Single(html.QuerySelectorAll("a"));
        Assert.Equal(SomeLetter.Link, link.GetAttribute("href"));
        Assert.Equal(Dutch("CaregiverLetters.LinkLabel"), link.TextContent);
    }

    [Fact]
    public void A_link_that_stands_alone_has_its_address_in_text_and_answers_to_a_question_have_none()
    {
        var letter = SomeLetter.Invitation() with
        {
            Blocks =
            [
                new LinkRow(
                    "Hoe gaat het?",
                    [("Goed", SomeLetter.Link + "?hoe=4"), ("Slecht", SomeLetter.Link + "?hoe=2")]
                ),
                new LinkRow("Zullen wij u bellen?", [("Bel mij", SomeLetter.Link + "?wat=bellen")]),
            ],
        };

        Assert.Equal(
            $"Hoe gaat het?\r\n{Dutch("Composer.OpenToAnswer")}\r\n\r\n"
                + $"Zullen wij u bellen?\r\nBel mij:\r\n{SomeLetter.Link}?wat=bellen\r\n",
            Composer.TextPart(letter)
        );
    }

    [Fact]
    public void One_button_is_filled_and_a_link_that_stands_alone_is_a_plain_line_behind_its_words()
    {
        var letter = SomeLetter.Invitation() with
        {
            Blocks =
            [
                new LinkRow("Hoe gaat het?", [("Goed", SomeLetter.Link + "?hoe=4"), ("Slecht", SomeLetter.Link)]),
                new LinkLine("Naar de vragen", SomeLetter.Link),
                new LinkRow("Wilt u dat wij bellen? Druk hier:", [("Bel mij", SomeLetter.Link + "?wat=bellen")]),
            ],
        };

        var links = new HtmlParser().ParseDocument(ReadMail.From(SomeLetter.Bytes(letter)).Html).QuerySelectorAll("a");

        Assert.Equal(["Goed", "Slecht", "Naar de vragen", "Bel mij"], links.Select(link => link.TextContent));
        Assert.Equal(
            "Naar de vragen",
            Assert.Single(links, link => link.GetAttribute("style")!.Contains("background")).TextContent
        );
        Assert.Lacks("border", links[^1].GetAttribute("style"));
        Assert.Equal("Wilt u dat wij bellen? Druk hier: Bel mij", links[^1].ParentElement!.TextContent);
    }

    [Fact]
    public void Html_is_a_plain_page_in_Dutch_that_fetches_nothing()
    {
        var html = new HtmlParser().ParseDocument(ReadMail.From(SomeLetter.Bytes()).Html);

        Assert.Equal("nl", html.DocumentElement.GetAttribute("lang"));
        Assert.Equal(Dutch("InvitationMail.InvitationSubject", "Inge"), html.Title);
        Assert.Equal("Hoe gaat het met u?", Assert.Single(html.QuerySelectorAll("h1")).TextContent);
        Assert.Has("font-size:18px", html.QuerySelector("div")!.GetAttribute("style"));
        Assert.Empty(html.QuerySelectorAll("img, link, script, form, style, iframe, table, [background], [src]"));
    }

    [Theory]
    [InlineData("Jan\r\nBcc: iedereen@voorbeeld.nl")]
    [InlineData("Jan\nBcc: iedereen@voorbeeld.nl")]
    [InlineData("Jan\rBcc: iedereen@voorbeeld.nl")]
    [InlineData("Jan\r\n\r\n<p>lijf")]
    [InlineData("Jan\u2028Bcc: iedereen@voorbeeld.nl")]
    [InlineData("Jan\0\u0085Bcc: x")]
    [InlineData("\" <iedereen@voorbeeld.nl>, \"")]
    [InlineData("<script>alert(1)</script> & 'co'")]
    [InlineData("\u202Emoc.dlab\u202C\u2066")]
    [InlineData("\\")]
    public void Whatever_stands_in_a_name_stays_in_that_name(string name)
    {
        var letter = SomeLetter.Invitation();

        var bytes = SomeLetter.Bytes(
            letter with
            {
                FromName = name,
                ToName = name,
                Subject = name,
                Blocks =
                [
                    new Heading(name),
                    new Paragraph(name),
                    new LinkLine(name, SomeLetter.Link),
                    new Lines([name]),
                ],
            }
        );

        var mail = ReadMail.From(bytes);
        var clean = PlainText.Clean(name);
        Assert.Equal(
            ReadMail.From(SomeLetter.Bytes()).Headers.Select(header => header.Name),
            mail.Headers.Select(header => header.Name)
        );
        Assert.Equal(clean, mail.Subject);
        Assert.Equal((clean, clean), (mail.Sender.Name, mail.To.Name));
        Assert.Equal(("inge@delinde.voorbeeld.nl", "anna@voorbeeld.nl"), (mail.Sender.Address, mail.To.Address));
        Assert.DoesNotMatch("[\\p{Cc}\\p{Cf}\u2028\u2029-[\r\n]]", mail.Text + mail.Html);
        var html = new HtmlParser().ParseDocument(mail.Html);
        Assert.Equal(clean, html.Title);
        Assert.Single(html.QuerySelectorAll("a"));
        Assert.Empty(html.QuerySelectorAll("script"));
    }

    [Fact]
    public void A_name_or_subject_of_5000_characters_is_cut_and_still_a_mail()
    {
        var endless = string.Concat(Enumerable.Repeat("ë😀", 2500));

        var mail = ReadMail.From(
            SomeLetter.Bytes(SomeLetter.Invitation() with { FromName = endless, Subject = endless })
        );

        Assert.InRange(mail.Subject.Length, 198, 200);
        Assert.Begins(mail.Subject[..60], endless);
        Assert.True(mail.Sender.Name!.Length <= 100);
    }

    public static TheoryData<string, Letter> NoLetters()
    {
        var letter = SomeLetter.Invitation();
        return new()
        {
            { "two recipients", letter with { To = "a@b.nl, c@d.nl" } },
            { "a recipient with a header", letter with { To = "a@b.nl\r\nBcc: c@d.nl" } },
            { "a sender with a header", letter with { FromAddress = "a@b.nl\nBcc: c@d.nl" } },
            { "a reply address with a name", letter with { ReplyTo = "Anna <a@b.nl>" } },
            { "an unsubscribe link with a header", letter with { UnsubscribeUrl = "https://x.nl/\r\nBcc: c@d.nl" } },
            { "an unsubscribe link that ends early", letter with { UnsubscribeUrl = "https://x.nl/>,<mailto:a@b.nl" } },
            {
                "a link that is script",
                letter with
                {
                    Blocks = [new LinkLine("Naar de vragen", "javascript:alert(1)")],
                }
            },
            { "a link with a blank", letter with { Blocks = [new LinkLine("Naar de vragen", "https://x.nl/a b")] } },
            {
                "two links",
                letter with
                {
                    Blocks = [new LinkLine("Een", SomeLetter.Link), new LinkLine("Twee", SomeLetter.Link)],
                }
            },
            { "two headings", letter with { Blocks = [new Heading("Een"), new Heading("Twee")] } },
        };
    }

    [Theory]
    [MemberData(nameof(NoLetters))]
    public void A_letter_with_a_wrong_address_or_link_is_refused(string what, Letter letter)
    {
        Assert.NotEmpty(what);
        Assert.Throws<ArgumentException>(() => SomeLetter.Bytes(letter));
    }

    [Theory]
    [InlineData("<x@y.nl>\r\nBcc: <a@b.nl>", SomeLetter.Id)]
    [InlineData("x@y.nl", SomeLetter.Id)]
    [InlineData("<x@y.nl>", "1\r\nBcc: a@b.nl")]
    [InlineData("<x@y.nl>", "../../etc/passwd")]
    public void Ids_are_checked_too(string messageId, string outboxId) =>
        Assert.Throws<ArgumentException>(() =>
            Composer.Compose(SomeLetter.Invitation(), messageId, outboxId, SomeLetter.Date)
        );

    private static string Words(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
