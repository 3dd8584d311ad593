using CaregiverSignal.Answers;
using CaregiverSignal.Concerns;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Referrals;
using CaregiverSignal.Safety;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Storage;

/// <summary>An enum goes into the store as its code, and comes back as its member.</summary>
public sealed class StoredCodesTests() : AtASite()
{
    public enum Fruit
    {
        Pear,
        BloodOrange,
    }

    public sealed record Basket
    {
        public long Id { get; init; }

        public Fruit BestFruit { get; init; }

        public Fruit? Worst { get; init; }
    }

    [Fact]
    public async Task A_statement_gets_the_code() =>
        Assert.Equal(
            "blood-orange",
            await Read(async transaction => await transaction.One<string>("select @it", new { it = Fruit.BloodOrange }))
        );

    [Fact]
    public async Task A_row_has_the_member() =>
        Assert.Equal(
            new Basket
            {
                Id = 1,
                BestFruit = Fruit.BloodOrange,
                Worst = Fruit.Pear,
            },
            await Read(async transaction =>
                await transaction.One<Basket>("select 1 as id, 'blood-orange' as best_fruit, 'pear' as worst")
            )
        );

    [Fact]
    public async Task A_row_with_another_text_cannot_be_read_and_the_error_names_the_row_alone()
    {
        var error = await Assert.ThrowsAsync<UnreadableRowException>(async () =>
            await Read(async transaction =>
                await transaction.One<Basket>("select 7 as id, 'turnip' as best_fruit, null as worst")
            )
        );

        Assert.Equal(("Basket", "7"), (error.Kind, error.Key));
        Assert.Lacks("turnip", error.Message);
    }

    [Fact]
    public async Task A_list_leaves_out_the_row_that_cannot_be_read() =>
        Assert.Equal(
            [Fruit.Pear],
            await Read(async transaction =>
                (
                    await transaction.AllReadable<Basket>(
                        """
                        select 1 as id, 'turnip' as best_fruit, null as worst
                        union all
                        select 2, 'pear', null
                        order by id
                        """
                    )
                ).Select(basket => basket.BestFruit)
            )
        );

    /// <summary>A store may be older than the program, or a little newer: what it holds stays what it means.</summary>
    [Theory]
    [InlineData(
        typeof(EventKind),
        "HelperLost, FormalHelpReduced, Fall, Hospital, CrisisAdmission, Admission, Death, Diagnosis, "
            + "BehaviourWorsened, JobChanged, OwnIllness, Moved, RespiteStarted, RespiteFailed, RespiteEnded, "
            + "SupportStarted, SupportEnded, RequestForContact, Contacted, SignalClosed, Paused, Resumed, Stopped, "
            + "Incident, CareCollapse, Other"
    )]
    [InlineData(typeof(ReportedBy), "caregiver, coordinator, professional, system")]
    [InlineData(typeof(CallWish), "yes, no, self")]
    [InlineData(typeof(KeyPurpose), "form, pause, sign-in, ask, session, shared, enrol, own-page, calendar")]
    [InlineData(
        typeof(StaffTaskKind),
        "call, told, words, reply, no-arrival, complaint, meet, passed-on, help, safety, unfollowed, "
            + "ask-first, care-ended, aftercare, "
            + "after-event, stopped, erase, silent, ask"
    )]
    [InlineData(
        typeof(HelpStep),
        "proposed, chosen, declined, asked-for, searching, matched, tried, reported, discussed, decided, running, said, "
            + "kept, changed, failed, ended, unwanted, heard, "
            + "taken-back"
    )]
    [InlineData(
        typeof(HelpReason),
        "refuses-strangers, too-heavy, nobody-available, caregiver-declines, too-expensive-or-far, not-now, refused, other"
    )]
    [InlineData(typeof(SafetyStep), "danger, suicide, map, consult, talk, weigh, decide, close")]
    [InlineData(typeof(HelpVerdict), "yes, somewhat, no")]
    [InlineData(typeof(PartOfDay), "morning, afternoon")]
    [InlineData(typeof(AgreementKind), "mute, interval, list")]
    [InlineData(typeof(EntryMode), "phone, paper, visit")]
    [InlineData(typeof(ConcernReportAnswer), "yes, no, unknown")]
    [InlineData(typeof(ConcernReportOutcome), "in-contact, followed-already, passed-on, not-reached, no-more-needed")]
    [InlineData(typeof(CareRole), "primary, shared, helper")]
    [InlineData(
        typeof(HelperKind),
        "family, friend, neighbour, colleague, association, volunteer, professional, other"
    )]
    [InlineData(typeof(Relation), "partner, child, parent, sibling, friend, neighbour, other")]
    [InlineData(typeof(MatchedBy), "message-id, address, ledger")]
    [InlineData(typeof(StopReason), "hard, soft, complaint")]
    [InlineData(
        typeof(ReturnNote),
        "address-changed, address-unread, away, bad-address, blocked, complained, delayed, delivered, mailbox-full, other-recipient, perhaps-automatic, "
            + "temporary, too-old, unclear, unmatched, unrecognised, unreadable, written"
    )]
    public void Every_code_that_a_store_may_hold_stays_as_it_is(Type type, string codes) =>
        Assert.Equal(codes, string.Join(", ", Enum.GetValues(type).Cast<Enum>().Select(Codes.Code)));

    [Fact]
    public void Every_kind_of_help_that_a_store_may_hold_stays_known() =>
        Assert.Empty(
            """
            own-network volunteer-at-home day-care professional-at-home short-stay accompaniment buddy peer-group
            family-organisation psycho-education triad-agreement inform-the-network family-meeting household-help
            budget-help client-support other-help wmo long-term-care other-road
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Except(
                HelpKind.All.Select(kind => kind.Key)
            )
        );

    private async Task<T> Read<T>(Func<Transaction, Task<T>> read) => await site.Database.ReadAsync(read);
}
