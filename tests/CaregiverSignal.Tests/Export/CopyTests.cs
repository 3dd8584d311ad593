using CaregiverSignal.Enrolments;
using CaregiverSignal.Erasure;
using CaregiverSignal.Pages.ForCoordinators.Copy;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Export;

/// <summary>The copy in words: everything about the person, readable, and only from a team lead's hand.</summary>
public sealed class CopyTests() : AtASite("2026-03-10")
{
    /// <summary>The tables with rows about a caregiver that hold nothing but numbers, instants and codes of the
    /// program's own work; person.json has them.</summary>
    private static readonly string[] Technical =
    [
        "evaluation",
        "link",
        "session",
        "shared_link",
        "enrolment",
        "own_visit",
        "page_code",
        "notification",
        "mail_address",
    ];

    [Fact]
    public async Task A_team_lead_prints_all_of_it_in_words_and_that_is_recorded()
    {
        var anna = await Whole();
        await site.Sql("update staff_task set call_phone = '06 87654321' where kind = 'words'");
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator);
        var els = await site.SignedIn();
        Assert.Lacks(Dutch("CopyModel.Title"), (await els.Open($"/zaak/{anna}/meer")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await els.Open($"/zaak/{anna}/afschrift")).Status);
        await site.WithRoles("lea@steunpunt.example", "Lea", StaffRole.TeamLead, StaffRole.Coordinator);
        var page = await (await site.SignedIn("lea@steunpunt.example")).Open($"/zaak/{anna}/meer");

        await page.Follow(Dutch("CopyModel.Title"));

        Assert.Equal(Dutch("CopyModel.Heading", "Anna Jansen"), page.Heading);
        foreach (
            var said in new[]
            {
                "Telefoon: 06 12345678",
                "Ziekte of beperking: dementie",
                "Achternaam: De Boer (tot 10 maart 2026)",
                "Vragen van 10 maart 2026: beantwoord op 10 maart 2026.",
                "In uw eigen woorden: ik slaap slecht",
                "Bellen: ja, graag.",
                "Slaapt u slecht door het zorgen?",
                "van 0 tot 13, op 10 maart 2026. Hoger is zwaarder.",
                "‘Vroeg op 10 maart 2026 om gebeld te worden.’",
                "wil koffie bij het gesprek",
                "Huisarts",
                "Wie helpt: Truus",
                "dokter Verzonnen",
                "Lezen wat u schreef",
                "Telefoon: 06 87654321",
                "Bericht aan uw coördinator",
                "Zorg voor uw partner",
            }
        )
            Assert.Contains(said, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            [
                Dutch("CopyModel.CareFor", Dutch("CopyModel.Relation.partner")),
                Dutch("CopyModel.Answered", ("dag", "10 maart 2026"), ("antwoord", "10 maart 2026")),
            ],
            page.TextsOf("main h3")
        );
        Assert.Lacks("/v/", page.Text);
        // Whoever reads it is who it is about: no word of the desk, and nobody is spoken of as somebody else.
        foreach (var desk in new[] { "de naaste", "deze mantelzorger", "Melding", "werklijst", "Zorgt voor", "nazorg" })
            Assert.Lacks(
                desk,
                string.Concat(page.Page.QuerySelectorAll("main h2, main li").Select(line => line.TextContent + "\n"))
                    .Replace("een werklijst", "")
            );
        Assert.Equal(
            1,
            await site.Count("audit_log", $"action = 'export' and object = 'case' and caregiver_id = {anna}")
        );

        // After a death nothing is said as if that care went on.
        await page.Open($"/zaak/{anna}");
        await (await page.Open($"/zaak/{anna}/gebeurd")).Note(EventKind.Death);
        await page.Open($"/zaak/{anna}/afschrift");
        foreach (var said in new[] { "Zorg voor uw partner", "Ziekte of beperking: dementie" })
            Assert.Has(said, page.Text);
        foreach (var gone in new[] { "U zorgt voor", "Voor wie zorgt u", "wonen samen" })
            Assert.Lacks(gone, page.Text);
    }

    [Fact]
    public async Task Once_all_they_cared_for_died_the_copy_says_of_none_that_they_care()
    {
        var anna = await site.AddCaregiver();
        await site.CaresForPartner(anna);
        await site.Write(transaction =>
            CareSituations.Add(
                transaction,
                new CareFacts
                {
                    CaregiverId = anna,
                    Situation = "moeder",
                    Relation = Relation.Child,
                },
                null,
                site.Time
            )
        );
        foreach (var care in await site.Read(transaction => SituationTable.Of(transaction, anna)))
            await site.Write(transaction =>
                Happen.Tell(
                    transaction,
                    new Telling(anna, [EventKind.Death], site.Time.Today.AddDays(-(int)care.Id), Way.Colleague)
                    {
                        Care = care.Id,
                    },
                    site.Time
                )
            );
        await site.AddHelp(anna, "day-care", nextOn: "2026-02-03");
        await site.Write(async transaction =>
        {
            await Participation.Stop(transaction, anna, ReportedBy.Coordinator, site.Time);
            await StaffTaskTable.Open(transaction, StaffTaskKind.Help, anna, site.Time.Today, site.Time.Now);
        });

        var els = await site.SignedIn();
        Assert.Has(HelpWords.AfterCare(HelpKind.Of("day-care")), els.Text);
        Assert.Lacks("U zorgt voor", (await els.Open($"/zaak/{anna}/afschrift")).Text);
    }

    [Fact]
    public void Each_kind_of_task_has_words() =>
        // No copy says that somebody looked at safety.
        Assert.All(
            Enum.GetValues<StaffTaskKind>().Except([StaffTaskKind.Safety]),
            kind => Assert.NotEmpty(PersonCopy.Words["Task." + kind.Code()])
        );

    [Fact]
    public void Whatever_was_done_has_words_to_whom_it_is_about() =>
        Assert.All(
            [
                .. Codes.All<ActionKind>().Except(["contacted", "closed"]).Select(kind => "Did." + kind),
                .. Codes.All<ContactWay>().Select(way => "Contact." + way),
                .. Codes.All<SignalOutcome>().Select(outcome => "Outcome." + outcome),
                .. Codes.All<CaregiverStatus>().Select(status => "Status." + status),
                .. Codes.All<Relation>().Select(relation => "Relation." + relation),
                .. Codes.All<CareRole>().Select(role => "Role." + role),
            ],
            (string key) => Assert.NotEmpty(PersonCopy.Words[key])
        );

    [Fact]
    public void Each_table_with_something_about_a_person_is_told_in_words_or_holds_only_numbers_and_codes() =>
        Assert.Equal(
            [
                "action",
                "agreement",
                "audit_log",
                "cared_for",
                "caregiver",
                "care_situation",
                "check_in",
                "consent",
                "detail_change",
                "event",
                "finding",
                "help",
                "helper",
                "help_step",
                "invalidated",
                "mail",
                "mail_return",
                "relapse_plan",
                "response",
                "signal",
                "staff_task",
                "tie",
            ],
            PersonTable
                .SectionsOf(0)
                .Where(section => !section.IsHeld)
                .Select(section => section.Table)
                .Except(Technical)
                .Order(StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>Somebody of whom each part of the copy has something.</summary>
    private async Task<long> Whole()
    {
        var anna = await site.AddCaregiver();
        await site.CaresForPartner(anna);
        await site.Write(async transaction =>
        {
            var details = await PersonDetailsTable.Of(transaction, anna);
            await DetailChangeTable.Add(transaction, anna, "last_name", "De Boer", null, site.Time.Now);
            Assert.Equal("Jansen", details.LastName);
            await EventTable.Add(
                transaction,
                anna,
                site.Time.Today,
                EventKind.Hospital,
                ReportedBy.Coordinator,
                "wil koffie bij het gesprek",
                site.Time.Now
            );
            await HelperTable.Save(
                transaction,
                new Helper { Situation = await CareSituations.OwnOf(transaction, anna), Name = "Truus" }
            );
            await ConsentTable.Add(
                transaction,
                new Consent
                {
                    CaregiverId = anna,
                    Recipient = ConsentRecipient.GeneralPractitioner,
                    Name = "dokter Verzonnen",
                    Data = ConsentData.Burden,
                    GivenOn = site.Time.Today,
                    GivenHow = ConsentWay.Phone,
                },
                (await CaregiverTable.Get(transaction, anna))!.CoordinatorId,
                site.Time.Now
            );
        });
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 11, 1);
        await site.Want(checkIn, "yes", "ik slaap slecht");
        await site.Send(checkIn);
        await site.RunJobs();
        return anna;
    }
}
