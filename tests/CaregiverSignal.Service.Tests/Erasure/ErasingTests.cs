using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Tests.Erasure;

public sealed class ErasingTests : IDisposable
{
    /// <summary>What identifies the person who goes, wherever it stands.</summary>
    private static readonly string[] Marks = ["Wilhelmientje", "kenmerkadres"];

    private readonly TemporaryFolder came = new();
    private readonly TestInstallation site;

    public ErasingTests() =>
        site = Some.Installation(
                ("Mail:ReturnsFolder", came.Name),
                ("Mail:Window", "00:00-24:00"),
                ("Mail:Days", "Mon-Sun")
            )
            .On("2026-03-02");

    public void Dispose()
    {
        site.Dispose();
        came.Dispose();
    }

    [Fact]
    public async Task Nothing_of_somebody_who_is_erased_is_in_any_table_or_file_and_others_keep_all()
    {
        var (mina, bea) = (await Story("Wilhelmientje", "kenmerkadres"), await Story("Bea", "bea"));
        Assert.Each(Marks, mark => Assert.NotEmpty(FilesWith(mark)));
        var before = await About(bea);

        var erased = await Erase(mina);

        Assert.True(erased!.Rows > 20);
        Assert.True(erased.Files >= 3);
        await Assert.Each(
            Marks,
            async mark => Assert.DoesNotContain(mark, await site.Dump(), StringComparison.OrdinalIgnoreCase)
        );
        Assert.Each(Marks, mark => Assert.Empty(FilesWith(mark)));
        Assert.Equal(before, await About(bea));
        Assert.True(erased.IsForgotten || site.Database.Engine.IsShared);
        await site.RunJobs();
        Assert.Null(await Erase(mina));
    }

    [Fact]
    public async Task A_situation_that_is_nobodys_is_in_no_ones_extract_and_stays()
    {
        var bea = await site.AddCaregiver();
        await site.Sql(
            """
            insert into helper (situation, name, kind) values ('nobodys', 'Verzonnen Buur', 'neighbour');
            """
        );

        var counts = await site.Read(transaction => PersonTable.Counts(transaction, bea));
        await Erase(bea);

        Assert.Equal(0, counts["helper"]);
        Assert.Equal(1, await site.Count("helper"));
    }

    [Fact]
    public async Task Who_comes_back_with_an_older_state_of_the_store_is_erased_again()
    {
        var mina = await Story("Wilhelmientje", "kenmerkadres");
        var row = await site.Caregiver(mina);
        List.Add(new ErasedRow(row.Id, row.CreatedAt));
        // The number of somebody who was erased, given to another person since.
        List.Add(new ErasedRow(await Story("Bea", "bea"), row.CreatedAt.AddDays(-1)));

        Assert.Equal(1, await site.Part<Erasures>().EraseAgainAsync());

        Assert.Equal("Bea", await site.Joined("select first_name from caregiver"));
        Assert.Equal(0, await site.Part<Erasures>().EraseAgainAsync());
    }

    [Fact]
    public async Task What_went_to_an_address_before_they_were_here_goes_unless_somebody_else_has_it_too()
    {
        var (mina, bea) = (await site.AddCaregiver("1"), await site.AddCaregiver("2", "Bea"));
        await site.Sql("update caregiver set email = 'samen@example.org'");
        var kind = Some.Kind("enrolment");
        await site.Write(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    new string('a', 32),
                    "post@delinde.nl",
                    "Samen@example.org",
                    [1],
                    new Envelope(kind, "enrolment:a", site.Time.Now.AddDays(1)),
                    site.Time.Now
                )
            )
        );

        await Erase(mina);
        Assert.Equal(1, await site.Count("mail", "kind = 'enrolment'"));
        await Erase(bea);

        Assert.Equal(0, await site.Count("mail", "kind = 'enrolment'"));
    }

    [Fact]
    public async Task A_number_or_an_earlier_address_at_which_nothing_arrived_goes_too()
    {
        var mina = await site.AddCaregiver();
        await site.Write(async transaction =>
            await AddressCorrection.Save(
                transaction,
                mina,
                await PersonDetailsTable.Of(transaction, mina) with
                {
                    Email = "nieuw@example.org",
                },
                null,
                site.Time
            )
        );
        await site.Sql($"update caregiver set channel = 'sms', sms_to = '31612345678@sms.example' where id = {mina}");
        foreach (var address in new[] { "persoon1@example.org", "31612345678@sms.example", "iemand@example.org" })
            await site.Sql(
                "insert into mail_address (address, stopped_at, stopped_why) values (@address, @now, 'hard')",
                new { address, now = site.Time.Now }
            );

        await Erase(mina);

        Assert.Equal("iemand@example.org", await site.Joined("select address from mail_address"));
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_too_stays_stopped()
    {
        var (mina, jan) = (await Story("Wilhelmientje", "samen"), await Story("Jan", "SAMEN"));
        await site.Sql(
            "insert into mail_address (address, stopped_at, stopped_why) values ('samen@example.org', @now, 'hard')",
            new { now = site.Time.Now }
        );

        await Erase(mina);
        Assert.Equal(1, await site.Count("mail_address"));

        await Erase(jan);
        Assert.Equal(0, await site.Count("mail_address"));
    }

    [Fact]
    public async Task A_number_that_somebody_else_has_too_stays_stopped()
    {
        var (mina, jan) = (await site.AddCaregiver("1"), await site.AddCaregiver("2"));
        await site.Sql("update caregiver set channel = 'sms', sms_to = '31612345678@sms.example'");
        await site.Sql(
            "insert into mail_address (address, stopped_at, stopped_why) values ('31612345678@sms.example', @now, 'hard')",
            new { now = site.Time.Now }
        );

        await Erase(mina);
        Assert.Equal(1, await site.Count("mail_address"));

        await Erase(jan);
        Assert.Equal(0, await site.Count("mail_address"));
    }

    [Fact]
    public async Task When_a_file_cannot_be_deleted_nothing_of_the_person_was()
    {
        var mina = await Story("Wilhelmientje", "kenmerkadres");
        var before = await About(mina);
        var mail = await site.Joined($"select min(id) from mail where caregiver_id = {mina}");
        File.Delete(Path.Combine(site.MailFolder, mail + ".eml"));
        // A folder with something in it where the file was cannot be deleted as a file.
        Directory.CreateDirectory(Path.Combine(came.Name, "stuk"));
        using var held = new FileStream(
            Path.Combine(came.Name, "stuk", "held"),
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None
        );
        held.WriteByte(1);
        held.Flush();

        await Assert.ThrowsAsync<StorageException>(async () => await Erase(mina));

        Assert.Equal(before, await About(mina));
        // Next time it goes on: who was to be erased is on the list.
        held.Dispose();
        Assert.Equal(1, await site.Part<Erasures>().EraseAgainAsync());
    }

    private ErasedList List => new(site.Installation.Settings.Now.GuardFile);

    private async Task<Erased?> Erase(long caregiver) =>
        await site.Read(async transaction => await CaregiverTable.Get(transaction, caregiver)) is { } found
            ? await site.Part<Erasures>().EraseAsync(found, Actor.CommandLine)
            : null;

    /// <summary>
    /// Somebody with a row in every table: asked, answered, red, called, mailed and with mail that came back.
    /// </summary>
    private async Task<long> Story(string name, string address)
    {
        var id = await site.Add(Some.Person(name, firstName: name, email: address + "@example.org"));
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(15));
        await site.RunJobs();
        var checkIn = await site.AskAndAnswer(id, csi: 13, time: 1);
        await site.Sql(
            "update check_in set own_words = @words where id = @Id",
            new { words = "Kenmerkwoorden van " + name, checkIn.Id }
        );
        await site.RunJobs();
        await site.Sql(
            """
            insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on, note)
            select id, caregiver_id, @coordinator, 'contacted', @now, '2026-03-02', @note from signal where caregiver_id = @id
            """,
            new
            {
                coordinator = await site.Coordinator(),
                now = site.Time.Now,
                note = "Kenmerknotitie over " + name,
                id,
            }
        );
        await site.Happened(id, "2026-03-02", "Hospital");
        await site.Write(async transaction =>
        {
            var own = await CareSituations.OwnOf(transaction, id);
            await HelperTable.Save(transaction, new Helper { Situation = own, Name = "Nicht van " + name });
            await SituationTable.SaveFurther(
                transaction,
                new CareFacts
                {
                    CaregiverId = id,
                    Situation = await SituationTable.NewCode(transaction),
                    Condition = "Over " + name,
                }
            );
        });
        var invitation = await site.Joined(
            $"select min(message_id) from mail where caregiver_id = {id} and kind = 'invitation'"
        );
        File.WriteAllText(
            Path.Combine(came.Name, name + ".eml"),
            $"From: {address}@example.org\r\nTo: steunpunt@example.org\r\nSubject: Re\r\n"
                + $"In-Reply-To: <{invitation.Trim('<', '>')}>\r\n\r\nIk ben {name}.\r\n"
        );
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail_return", $"caregiver_id = {id}"));
        return id;
    }

    private Task<string> About(long caregiver) =>
        site.Read(async transaction =>
        {
            List<string> lines = [];
            foreach (var section in PersonTable.SectionsOf(caregiver))
            foreach (var row in await PersonTable.Rows(transaction, section))
                lines.Add(section.Table + " " + string.Join('|', row.Values));
            return string.Join('\n', lines);
        });

    private IEnumerable<string> FilesWith(string mark) =>
        new[] { site.Folder, came.Name }
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var text = new StreamReader(stream, Encoding.Latin1);
                return text.ReadToEnd().Contains(mark, StringComparison.OrdinalIgnoreCase);
            });
}
