using System.Diagnostics;
using CaregiverSignal.Mail.Inbound;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Mail;

/// <summary>Every shape of mail.md section 4.3, as a file.</summary>
public sealed class ReturnedMailTests
{
    [Theory]
    [InlineData("b01-failed-report", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b02-not-found-by-lookup", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b02b-detail-of-three-digits", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b03-expired-in-queue", ReturnClass.Soft, ReturnNote.Temporary)]
    [InlineData("b04-delayed", ReturnClass.Delay, ReturnNote.Delayed)]
    [InlineData("b05-delivered", ReturnClass.Delivered, ReturnNote.Delivered)]
    [InlineData("b05b-relayed", ReturnClass.Delivered, ReturnNote.Delivered)]
    [InlineData("b06-status-with-words", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b07-verdict-in-the-diagnostic", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b08-full-in-the-diagnostic", ReturnClass.Soft, ReturnNote.MailboxFull)]
    [InlineData("b09-mailbox-full", ReturnClass.Soft, ReturnNote.MailboxFull)]
    [InlineData("b10-mailbox-disabled", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b11-refused-by-policy", ReturnClass.Account, ReturnNote.Blocked)]
    [InlineData("b11b-blocked", ReturnClass.Account, ReturnNote.Blocked)]
    [InlineData("b12-two-recipients", ReturnClass.Soft, ReturnNote.Temporary)]
    [InlineData("b13-forwarded", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b14-without-report-type", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b14b-type-misspelt", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b15-base64", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b15b-quoted-printable", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b15c-blank-lines-in-the-wrong-place", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b16-without-the-returned-mail", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b17-report-that-says-auto-replied", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b18-without-a-report-part", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b19-in-dutch", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b20-failed-recipients-header", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b21-with-a-picture", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b22-delay-in-words", ReturnClass.Delay, ReturnNote.Delayed)]
    [InlineData("b23-undelivered-mail-returned", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b24-delayed-still-being-retried", ReturnClass.Delay, ReturnNote.Delayed)]
    [InlineData("b25-text-with-failed-recipients", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b26-warning-delayed", ReturnClass.Delay, ReturnNote.Delayed)]
    [InlineData("b27-failure-notice", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b28-no-code-at-all", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b29-several-attempts", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b30-words-nobody-knows", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b31-our-own-relay", ReturnClass.Account, ReturnNote.Blocked)]
    [InlineData("b32-full-in-dutch", ReturnClass.Soft, ReturnNote.MailboxFull)]
    [InlineData("b33-out-of-office", ReturnClass.AutoReply, ReturnNote.Away)]
    [InlineData("b34-out-of-office-in-dutch", ReturnClass.AutoReply, ReturnNote.Away)]
    [InlineData("b35-out-of-office-by-another-header", ReturnClass.Reply, ReturnNote.PerhapsAutomatic)]
    [InlineData("b35b-out-of-office-by-its-subject", ReturnClass.Reply, ReturnNote.PerhapsAutomatic)]
    [InlineData("b35c-out-of-office-by-its-null-sender", ReturnClass.Reply, ReturnNote.PerhapsAutomatic)]
    [InlineData("b35d-subject-in-encoded-words", ReturnClass.Reply, ReturnNote.PerhapsAutomatic)]
    [InlineData("b36-mail-somebody-else", ReturnClass.AutoReply, ReturnNote.AddressUnread)]
    [InlineData("b37-mailbox-not-read", ReturnClass.AutoReply, ReturnNote.AddressUnread)]
    [InlineData("b38-challenge", ReturnClass.Reply, ReturnNote.Written)]
    [InlineData("b39-read-receipt", ReturnClass.AutoReply, ReturnNote.Away)]
    [InlineData("b40-deleted-unread", ReturnClass.AutoReply, ReturnNote.Away)]
    [InlineData("b41-complaint", ReturnClass.Complaint, ReturnNote.Complained)]
    [InlineData("b42-complaint-without-the-address", ReturnClass.Complaint, ReturnNote.Complained)]
    [InlineData("b43-not-spam", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b43b-failed-authentication", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b43c-aggregate-report", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b44-a-desk-writes", ReturnClass.Complaint, ReturnNote.Complained)]
    [InlineData("b45-somebody-writes", ReturnClass.Reply, ReturnNote.Written)]
    [InlineData("b46-somebody-quotes-the-link", ReturnClass.Reply, ReturnNote.Written)]
    [InlineData("b46b-somebody-writes-html", ReturnClass.Reply, ReturnNote.Written)]
    [InlineData("b48-forged-with-a-guessed-tag", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b53-our-own-mail", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b54-a-scanner-warns", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b54b-a-list-holds-it", ReturnClass.Unclear, ReturnNote.Unrecognised)]
    [InlineData("b55-in-quarantine", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b57-an-attachment-of-another-kind", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b57b-signed-around-the-report", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b59-action-outside-the-standard", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b59b-no-action", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b59c-expired-without-status", ReturnClass.Soft, ReturnNote.Unclear)]
    [InlineData("b60-complete-permanent-answer", ReturnClass.Hard, ReturnNote.BadAddress)]
    [InlineData("b60b-incomplete-permanent-answer", ReturnClass.Soft, ReturnNote.MailboxFull)]
    public void A_message_is_judged_by_its_codes_and_no_worse_than_its_words(
        string name,
        ReturnClass expected,
        ReturnNote note
    )
    {
        foreach (var lineEnd in new[] { "\n", "\r\n" })
        {
            var read = ReturnedMail.Read(
                Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Returned.Bytes(name)).Replace("\n", lineEnd))
            );

            var verdict = read.For(Returned.To);
            Assert.Equal((name, expected, note), (name, verdict.Class, verdict.Note));
        }
    }

    [Fact]
    public void Every_fixture_is_judged_above_or_where_it_is_acted_on()
    {
        var judged = typeof(ReturnedMailTests)
            .GetMethod(nameof(A_message_is_judged_by_its_codes_and_no_worse_than_its_words))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Select(item => (string)((InlineDataAttribute)item).Data[0]!);

        Assert.Equal(
            ["b47-forged-with-an-unknown-id", "b49-forged-for-another", "b53b-bounce-of-a-bounce"],
            Returned.All.Except(judged)
        );
    }

    [Theory]
    [InlineData("b01-failed-report")]
    [InlineData("b16-without-the-returned-mail")]
    [InlineData("b18-without-a-report-part")]
    [InlineData("b27-failure-notice")]
    [InlineData("b33-out-of-office")]
    [InlineData("b37-mailbox-not-read")]
    [InlineData("b42-complaint-without-the-address")]
    [InlineData("b46-somebody-quotes-the-link")]
    [InlineData("b55-in-quarantine")]
    public void A_message_names_the_mail_it_is_about(string name)
    {
        Assert.Equal([Returned.Id], Returned.Read(name).OutboxIds);
    }

    [Theory]
    [InlineData("b01-failed-report", "message/delivery-status")]
    [InlineData("b41-complaint", "message/feedback-report")]
    public void A_report_whose_fields_are_none_is_read_for_what_is_left_of_it(string name, string type)
    {
        var text = Encoding.Latin1.GetString(Returned.Bytes(name)).Replace("\r", "");
        var begin = text.IndexOf("\n\n", text.IndexOf(type, StringComparison.Ordinal), StringComparison.Ordinal) + 2;

        var read = ReturnedMail.Read(Encoding.Latin1.GetBytes(text.Insert(begin, ": \0\u0001 zonder naam\n\n:::\n")));

        Assert.Equal([Returned.Id], read.OutboxIds);
    }

    [Fact]
    public void A_report_about_others_says_that_it_did_not_arrive_and_not_that_the_address_is_dead()
    {
        var verdict = Returned.Read("b49-forged-for-another").For(Returned.To);

        Assert.Equal((ReturnClass.Soft, ReturnNote.OtherRecipient), (verdict.Class, verdict.Note));
    }

    [Fact]
    public void Status_and_code_are_kept()
    {
        var verdict = Returned.Read("b01-failed-report").For(Returned.To);

        Assert.Equal(("5.1.1", 550), (verdict.Status, verdict.Code));
    }

    [Fact]
    public void A_reply_is_kept_without_our_own_mail_links_and_keys()
    {
        Assert.Equal("Stop met deze mails. Bel mij.", Returned.Read("b45-somebody-writes").ReplyText);
        Assert.Equal(
            "Deze werkt niet: [link]\nen ook […] niet. Bel me op 06 12345678, € 5.",
            Returned.Read("b46-somebody-quotes-the-link").ReplyText
        );
        Assert.Equal("Ik wil graag praten & rust.\n\nHallo hier", Returned.Read("b46b-somebody-writes-html").ReplyText);
    }

    [Theory]
    [InlineData(
        "Het werkt niet:\nvragen.example.org/v/AbCdEfGhIjKlMnOpQrSt\nUvWxYz0123456789-_AbCdE",
        "Het werkt niet:\nvragen.example.org/v/[…]"
    )]
    [InlineData("Rechtvaardigheidsoverwegingen\nspelen een rol.", "Rechtvaardigheidsoverwegingen\nspelen een rol.")]
    [InlineData(
        "Bel mij.\n\nOp 5 jan. 2026 om 10:00 heeft Els <els@example.org> het volgende geschreven:\n> Hallo",
        "Bel mij."
    )]
    public void What_is_left_of_a_reply_holds_no_key_and_no_mail_of_ours(string written, string kept)
    {
        var text = "From: persoon1@example.org\nReferences: <" + Returned.Id + "@example.org>\n\n" + written;

        Assert.Equal(kept, ReturnedMail.Read(Encoding.ASCII.GetBytes(text)).ReplyText);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("iso-8859-1")]
    [InlineData("onbekend")]
    public void Quotes_and_the_euro_of_older_mail_programs_are_kept(string charset)
    {
        byte[] text =
        [
            .. Encoding.ASCII.GetBytes(
                $"From: persoon1@example.org\nContent-Type: text/plain; charset={charset}\n\nFoto"
            ),
            0x92,
            .. "s voor "u8,
            0x80,
            .. " 5, "u8,
            0xE9,
            .. "n"u8,
        ];

        Assert.Equal("Foto’s voor € 5, én", ReturnedMail.Read(text).ReplyText);
    }

    [Theory]
    [InlineData("windows-1254", "Bugün çok yoruldum, şu ağrı geçmiyor. Beni arayın.")]
    [InlineData("iso-8859-9", "Bugün çok yoruldum, şu ağrı geçmiyor. Beni arayın.")]
    [InlineData("iso-8859-2", "Dziękuję, proszę zadzwonić. Źle śpię.")]
    [InlineData("windows-1250", "Dziękuję, proszę zadzwonić. Źle śpię.")]
    [InlineData("windows-1256", "أنا متعب جدا، اتصلوا بي من فضلكم")]
    [InlineData("koi8-r", "Я очень устала, позвоните мне.")]
    [InlineData("utf-16", "Bel mij. Şu ağrı.")]
    [InlineData("utf-8", "أنا متعب Şu ağrı Źle")]
    public void A_reply_is_read_in_the_character_set_that_it_declares(string charset, string written)
    {
        var text = Convert.ToBase64String(Encoding.GetEncoding(charset).GetBytes(written));

        foreach (var type in new[] { "plain", "html" })
            Assert.Equal(
                written,
                ReturnedMail
                    .Read(
                        Encoding.ASCII.GetBytes(
                            $"From: persoon1@example.org\nContent-Type: text/{type}; charset={charset}\nContent-Transfer-Encoding: base64\n\n{text}\n"
                        )
                    )
                    .ReplyText
            );
    }

    [Fact]
    public void What_declares_another_character_set_and_can_only_be_utf_8_is_read_as_that()
    {
        var text = "From: persoon1@example.org\nContent-Type: text/plain; charset=windows-1254\n\nŞu ağrı.";

        Assert.Equal("Şu ağrı.", ReturnedMail.Read(Encoding.UTF8.GetBytes(text)).ReplyText);
    }

    [Fact]
    public void The_id_that_the_relay_was_given_for_a_report_names_the_mail()
    {
        var text = Encoding
            .ASCII.GetString(Returned.Bytes("b16-without-the-returned-mail"))
            .Replace("+" + Returned.Id, "")
            .Replace("Reporting-MTA", $"Original-Envelope-Id: {Returned.Id}\nReporting-MTA");

        Assert.Equal([Returned.Id], ReturnedMail.Read(Encoding.ASCII.GetBytes(text)).OutboxIds);
    }

    [Fact]
    public void A_reply_longer_than_anybody_writes_ends_in_an_ellipsis()
    {
        var text = Encoding
            .Latin1.GetString(Returned.Bytes("b45-somebody-writes"))
            .Replace("Bel mij.", string.Concat(Enumerable.Repeat("Bel mij. ", 10_000)));

        var words = ReturnedMail.Read(Encoding.Latin1.GetBytes(text)).ReplyText!;
        Assert.InRange(words.Length, 60_000, ReplyWords.Longest);
        Assert.EndsWith("…", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("TEXT/plain;\n charset=utf-8")]
    public void The_end_of_a_long_text_is_read_however_it_was_packed(string type)
    {
        var text = string.Concat(Enumerable.Repeat("Het was een lange dag. ", 2000)) + "Ik kan niet meer.";
        var packed = Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks);
        var photo = string.Concat(Enumerable.Repeat(new string('A', 76) + "\n", 20_000));
        var message =
            $"From: persoon1@example.org\nReferences: <{Returned.Id}@example.org>\nContent-Type: multipart/mixed; boundary=grens\n\n"
            + $"--grens\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n{photo}\n"
            + $"--grens\nContent-Type: {type}\nContent-Transfer-Encoding: base64\n\n{packed}\n--grens--\n";

        var excerpt = ExcerptOf(Encoding.ASCII.GetBytes(message));

        Assert.InRange(excerpt.Length, 0, 120_000);
        Assert.Has("dag. Ik kan niet meer.\n", ReturnedMail.Read(excerpt).ReplyText!);
    }

    [Fact]
    public void The_text_of_anything_but_a_reply_is_not_kept()
    {
        Assert.Each(
            Returned.All.Where(name => Returned.Read(name).Verdict.Class != ReturnClass.Reply),
            name => Assert.Null(Returned.Read(name).ReplyText)
        );
    }

    [Fact]
    public void B58_what_is_too_large_is_unclear_and_costs_little()
    {
        var bytes = new byte[40 * 1024 * 1024];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = ReturnedMail.Read(bytes);

        Assert.Equal(ReturnVerdict.Unclear, read.Verdict);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    [Fact]
    public void What_is_left_of_any_message_is_judged_like_the_whole()
    {
        Assert.Each(
            Returned.All,
            name =>
            {
                var (whole, left) = (Returned.Read(name), ReturnedMail.Read(ExcerptOf(Returned.Bytes(name))));
                Assert.Equal((name, whole.Verdict, whole.ReplyText), (name, left.Verdict, left.ReplyText));
                Assert.Equal(whole.For(Returned.To), left.For(Returned.To));
                Assert.Equal(whole.OutboxIds, left.OutboxIds);
            }
        );
    }

    [Theory]
    [InlineData("Content-Type: image/jpeg\n\n", "AAAA\n", true)]
    [InlineData("Content-Type: text/plain\n\n", "Bel mij. ", true)]
    [InlineData("Content-Type: text/plain\n\n", "Belmij", true)]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n", "--a\n\nb\n", false)]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n", "--a\nContent-Type: image/png\n\nb\n", false)]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n--a\n", "X: y\n", true)]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n--a\nX: ", "yyyyyyyy", true)]
    [InlineData("", "Content-Type: message/rfc822\n\n", true)]
    [InlineData("", "X: y\n", false)]
    [InlineData("\n", "\n", true)]
    [InlineData("\n", "\0\0\0\0", true)]
    public void Of_a_message_of_32_MB_little_is_held_and_soon(string head, string repeated, bool isRead)
    {
        var begin = $"From: persoon1@example.org\nReferences: <{Returned.Id}@example.org>\n{head}";
        var bytes = Encoding.ASCII.GetBytes(
            begin + string.Concat(Enumerable.Repeat(repeated, 32 * 1024 * 1024 / repeated.Length))
        );
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());

        var read = ReturnedMail.Read(ExcerptOf(bytes));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        Assert.Equal(isRead ? [Returned.Id] : [], read.OutboxIds);
    }

    private static byte[] ExcerptOf(byte[] bytes) => Excerpt.Of(new MemoryStream(bytes));

    private const long MostMemory = 64 * 1024 * 1024;

    [Fact]
    public void Fuzz_cut_turned_and_mixed_fixtures_never_throw_and_take_no_time()
    {
        var names = Returned.All;
        var cases =
            from name in Gen.Elements(names.ToArray())
            from other in Gen.Elements(names.ToArray())
            from how in Gen.Choose(0, 4)
            from places in Gen.Choose(0, int.MaxValue).ListOf(8)
            select Mutated(Returned.Bytes(name), Returned.Bytes(other), how, [.. places]);

        Law.Holds(cases, bytes => IsReadAtOnce(bytes), LongRun.Of(1000, 200_000));
    }

    [Fact]
    public void Fuzz_any_bytes_never_throw()
    {
        Law.Holds(Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(), bytes => IsReadAtOnce(bytes));
    }

    [Theory]
    [InlineData("Subject: ", "=?utf-8?Q?=", 100_000)]
    [InlineData("Content-Type: multipart/report; ", "boundary=\"a", 50_000)]
    [InlineData("From: postmaster@a.example\nSubject: failure notice\n\n", "550 5.1.1-", 100_000)]
    [InlineData("From: a@example.org\n\n", "<<", 400_000)]
    [InlineData("From: a@example.org\nContent-Type: text/html\n\n", "<a", 400_000)]
    [InlineData("From: a@example.org\n\n", "On a ", 200_000)]
    [InlineData("From: a@example.org\n\n", "wwwwww.", 140_000)]
    [InlineData("From: ", "a@", 400_000)]
    [InlineData("From: a@example.org\n\n", "X-CGS-Ref:   0123456789abcdef", 30_000)]
    [InlineData("", "X: y\n", 200_000)]
    [InlineData("", "Content-Type: message/rfc822\n\n", 30_000)]
    [InlineData("Content-Type: multipart/mixed; boundary=a\n\n", "--a\n\nb\n", 100_000)]
    [InlineData("", "\n", 1_000_000)]
    public void A_text_made_to_be_slow_is_read_at_once(string head, string repeated, int times)
    {
        Assert.True(IsReadAtOnce(Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat(repeated, times)))));
    }

    /// <summary>The limits are far above what any of them takes, so that a busy machine does not fail it.</summary>
    private static bool IsReadAtOnce(byte[] bytes)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        var read = ReturnedMail.Read(bytes);
        ReturnedMail.Read(ExcerptOf(bytes));
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        return watch.Elapsed < TimeSpan.FromSeconds(5)
            && used < MostMemory
            && read.OutboxIds.Count <= 20
            && (read.ReplyText?.Length ?? 0) <= ReplyWords.Longest;
    }

    private static byte[] Mutated(byte[] bytes, byte[] other, int how, int[] places)
    {
        int At(int place) => places[place] % Math.Max(1, bytes.Length);
        switch (how)
        {
            case 0:
                return bytes[..At(0)];
            case 1:
                foreach (var place in places)
                    bytes[place % bytes.Length] ^= (byte)(1 << (place % 8));
                return bytes;
            case 2:
                return [.. bytes[..At(0)], .. other[(places[1] % other.Length)..]];
            case 3:
                return [.. bytes.Select((item, place) => item == '\n' && place % 3 == 0 ? (byte)'\r' : item)];
            default:
                var (from, to) = (Math.Min(At(0), At(1)), Math.Max(At(0), At(1)));
                return [.. bytes[..from], .. bytes[to..], .. bytes[from..to]];
        }
    }
}
