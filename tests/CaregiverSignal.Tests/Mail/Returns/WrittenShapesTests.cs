using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Letters;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Tnef;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Replies of many mail programs, in <c>written.txt</c>: no word of a person is lost or folded.</summary>
public sealed partial class WrittenShapesTests
{
    private const string Usual = """
        From: Anna <persoon1@example.org>
        Subject: Re: Een paar vragen van Els
        In-Reply-To: <0123456789abcdef0123456789abcdef@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        """;

    private static readonly Letter Ours = new(
        "Els – Steunpunt Verzonnen",
        "steunpunt@example.org",
        "",
        "persoon1@example.org",
        null,
        "Een paar vragen van Els",
        [
            new Paragraph("Dag Anna,"),
            new Paragraph(
                "Ik hoor graag hoe het met u gaat. Eén antwoord is al genoeg. Wilt u meer vertellen? Dat duurt ongeveer drie minuten."
            ),
            new LinkRow(
                "Hoe gaat het nu met u?",
                [("Goed", "https://vragen.example.org/v/a?1"), ("Niet goed", "https://vragen.example.org/v/a?2")]
            ),
            new LinkLine("Naar de vragen", "https://vragen.example.org/v/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE"),
            new Paragraph("De vragen staan klaar tot en met 18 januari 2026."),
            new Lines(["Met vriendelijke groet,", "Els", "Steunpunt Verzonnen"]),
        ],
        null
    );

    private static readonly OurMail Mail = OurMail.From(
        Composer.Compose(Ours, $"<{Returned.Id}@example.org>", Returned.Id, DateTimeOffset.UnixEpoch)
    );

    private static readonly List<string> Lines =
    [
        .. Composer.TextPart(Ours).Split("\r\n", StringSplitOptions.RemoveEmptyEntries),
    ];

    private static readonly Dictionary<string, string> Shapes = File.ReadAllText(
            Path.Combine(Some.Root, "tests", "CaregiverSignal.Tests", "Mail", "Returns", "written.txt")
        )
        .ReplaceLineEndings("\n")
        .Split("\n## ")
        .Skip(1)
        .Select(shape => shape.Split('\n', 2))
        .ToDictionary(shape => shape[0], shape => Filled(shape[1]));

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_word_that_somebody_wrote_stands_there_and_all_of_the_mail_below_it(string name)
    {
        var shape = Shapes[name];
        var onlyKnown = shape.Contains("only known", StringComparison.Ordinal);
        var read = ReturnedMail.Read(Encoding.UTF8.GetBytes(Marks().Replace(shape.Replace("only known", ""), "")));
        Assert.Equal(ReturnClass.Reply, read.Verdict.Class);
        var known = read.Written([Mail]);
        var unknown = read.Written([]);

        foreach (Match match in Own().Matches(shape))
        {
            var own = Flat(match.Groups[1].Value);
            Assert.Contains(own, Flat(known.Words), StringComparison.Ordinal);
            if (!onlyKnown)
                Assert.Contains(own, Flat(unknown.Words), StringComparison.Ordinal);
            Assert.Contains(own, Flat(known.Whole ?? known.Words), StringComparison.Ordinal);
            Assert.Contains(own, Flat(unknown.Whole ?? unknown.Words), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(
            "Ik hoor graag hoe het met u gaat.",
            onlyKnown ? "" : Flat(known.Words),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("De vragen staan klaar tot", Flat(known.Words), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "AbCdEfGhIjKl",
            known.Whole + unknown.Whole + known.Words + unknown.Words,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_answer_above_our_mail_as_Outlook_repeats_it_shows_the_answer_alone()
    {
        var read = Read(new TextPart("html") { Text = $"<p>Ik kan niet meer.</p>{Repeated}" });

        Assert.Equal("Ik kan niet meer.", read.Written([Mail]).Words);
    }

    [Fact]
    public void A_link_of_ours_above_an_answer_is_folded_with_the_lines_around_it()
    {
        var quoted = Composer.TextPart(Ours).ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => "> " + line);
        var link = quoted.ToList().FindIndex(line => line.Contains("/v/AbCd", StringComparison.Ordinal));
        var read = Read(
            new TextPart("plain")
            {
                Text = string.Join(
                    '\n',
                    [
                        "Op ma 5 jan 2026 om 10:00 schreef Els <steunpunt@example.org>:",
                        .. quoted.Take(link + 1),
                        "> ",
                        "Ik slaap niet.",
                        .. quoted.Skip(link + 1),
                    ]
                ),
            }
        );

        Assert.Equal("Ik slaap niet.", read.Written([Mail]).Words);
    }

    /// <summary>Our mail as Outlook has it below an answer.</summary>
    private static string Repeated
    {
        get
        {
            using var stream = new MemoryStream(
                Composer.Compose(Ours, $"<{Returned.Id}@example.org>", Returned.Id, DateTimeOffset.UnixEpoch)
            );
            using var ours = MimeMessage.Load(stream);
            return "<p><b>Van:</b> Els – Steunpunt Verzonnen &lt;steunpunt@example.org&gt;<br><b>Verzonden:</b> maandag 5 januari 2026 10:00<br>"
                + $"<b>Aan:</b> persoon1@example.org<br><b>Onderwerp:</b> Een paar vragen van Els</p>{ours.HtmlBody}";
        }
    }

    [Fact]
    public void There_are_sixty_of_them() => Assert.InRange(Shapes.Count, 60, int.MaxValue);

    [Fact]
    public void What_is_signed_in_one_piece_and_what_Outlook_wraps_are_read_and_what_is_encrypted_says_so()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Anna", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        using var context = new TemporarySecureMimeContext();
        var text = new TextPart("plain") { Text = "Ik kan niet meer." };
        var signed = ApplicationPkcs7Mime.Sign(
            context,
            new CmsSigner(certificate),
            text,
            TestContext.Current.CancellationToken
        );
        using var encrypted = ApplicationPkcs7Mime.Encrypt(
            context,
            [new CmsRecipient(certificate)],
            new TextPart("plain") { Text = "Geheim." },
            TestContext.Current.CancellationToken
        );
        var wrapped = new TnefPart { Content = new MimeContent(new MemoryStream(Tnef("Ik kan niet meer."))) };

        Assert.Equal("Ik kan niet meer.", Read(signed).ReplyText);
        Assert.Equal("Ik kan niet meer.", Read(wrapped).ReplyText);
        var unread = Read(encrypted);
        Assert.Equal(
            ("", ReturnNote.Unreadable, ReturnClass.Reply),
            (unread.ReplyText, unread.Verdict.Note, unread.Verdict.Class)
        );
    }

    /// <summary>As a mail of its own arrives: through what is kept of any message.</summary>
    private static ReturnedMail Read(MimeEntity body)
    {
        using var message = new MimeMessage
        {
            From = { MailboxAddress.Parse("persoon1@example.org") },
            Subject = "Re: Een paar vragen van Els",
            InReplyTo = $"{Returned.Id}@example.org",
            Body = body,
        };
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        bytes.Position = 0;
        return ReturnedMail.Read(Excerpt.Of(bytes));
    }

    /// <summary>A <c>winmail.dat</c> with a version, a class and a text.</summary>
    private static byte[] Tnef(string text)
    {
        using var tnef = new MemoryStream();
        using var writer = new BinaryWriter(tnef);
        writer.Write(0x223e9f78);
        writer.Write((short)1);
        Add(0x00089006, [0, 0, 1, 0]);
        Add(0x00078008, Encoding.ASCII.GetBytes("IPM.Note\0"));
        Add(0x0002800C, Encoding.ASCII.GetBytes(text + "\0"));
        return tnef.ToArray();

        void Add(int tag, byte[] value)
        {
            writer.Write((byte)1);
            writer.Write(tag);
            writer.Write(value.Length);
            writer.Write(value);
            writer.Write((short)value.Sum(octet => octet));
        }
    }

    private static string Flat(string text) => Blanks().Replace(text, " ").Trim();

    private static string Filled(string shape)
    {
        string Html(string text) => $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>";
        var mail = Composer.TextPart(Ours).ReplaceLineEndings("\n").TrimEnd();
        var filled = shape
            .Replace("head+", Usual)
            .Replace("html+", Usual.Replace("text/plain", "text/html"))
            .Replace("{>mail}", string.Join('\n', mail.Split('\n').Select(line => "> " + line)))
            .Replace("{mail}", mail)
            .Replace("{html}", string.Concat(Lines.Select(Html)))
            .Replace(
                "{filler}",
                string.Concat(Enumerable.Repeat("Het was een lange dag, en de nacht was langer.\n", 500))
            );
        for (var at = 0; at < Lines.Count; at++)
            filled = filled
                .Replace($"{{>{at + 1}}}", "> " + Lines[at])
                .Replace($"{{{at + 1}}}", Lines[at])
                .Replace($"{{{at + 1}.html}}", Html(Lines[at]));
        return filled;
    }

    [GeneratedRegex("⟦([^⟧]*)⟧")]
    private static partial Regex Own();

    [GeneratedRegex("[⟦⟧]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
