using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Cases;

/// <summary>What staff have to do for one caregiver besides the signal, and what they read of theirs.</summary>
/// <param name="Open">Those that are open and due soon.</param>
/// <param name="Facts">Of those tasks, except help and a first meeting.</param>
/// <param name="ToAsk">The questions to ask by hand.</param>
/// <param name="WordsRead">The tasks to read what they wrote, also those that are done.</param>
/// <param name="RepliesRead">What they mailed and somebody read, as long as it is kept; oldest first.</param>
/// <param name="AutomaticMails">What came back about their mail and was neither reply nor refusal, newest
/// first.</param>
public sealed record CaseTasks(
    IReadOnlyList<OpenTask> Open,
    TaskFacts Facts,
    IReadOnlyList<ToAsk> ToAsk,
    IReadOnlyList<WordsRead> WordsRead,
    IReadOnlyList<ReplyRead> RepliesRead,
    IReadOnlyList<AutomaticMail> AutomaticMails
)
{
    /// <summary>Whether staff have yet to ask if the care ended.</summary>
    public bool AsksFirst => Open.Any(task => task.Kind == StaffTaskKind.AskFirst);

    internal static async Task<CaseTasks> Of(
        Transaction transaction,
        long id,
        CaseCourse course,
        CaseAnswers answers,
        SiteTime time
    )
    {
        var open = await OpenTaskTable.OfOne(transaction, id, time);
        var hasWords = course
            .CheckIns.Concat(answers.Gone.Select(gone => gone.Was))
            .Any(checkIn => checkIn.OwnWords is not null);
        var isAsked =
            course.CheckIns.Any(checkIn => checkIn.ClosedAt is null)
            || open.Any(task => task.Kind == StaffTaskKind.Ask);
        return new CaseTasks(
            open,
            await TaskFacts.Of(
                transaction,
                [.. open.Where(task => task.Kind is not (StaffTaskKind.Help or StaffTaskKind.Meet))],
                [],
                time
            ),
            isAsked ? await CaseloadTable.ToAskOf(transaction, id, time.Today) : [],
            hasWords ? await OpenTaskTable.WordsOf(transaction, id) : [],
            await OpenTaskTable.RepliesReadOf(transaction, id),
            await OpenTaskTable.AutomaticOf(transaction, id)
        );
    }
}
