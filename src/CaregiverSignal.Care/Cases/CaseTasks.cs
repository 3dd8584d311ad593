using CaregiverSignal.Caseload;
using CaregiverSignal.People;

namespace CaregiverSignal.Cases;

/// <summary>What staff must do for one caregiver besides the signal, and which of their words staff read.</summary>
/// <param name="Open">Those that are open and due soon.</param>
/// <param name="Facts">The facts of those tasks, except help and a first meeting.</param>
/// <param name="ToAsk">The questions to ask by hand.</param>
/// <param name="WordsRead">The tasks to read what they wrote, including finished ones.</param>
/// <param name="RepliesRead">Their replies that somebody has read, while kept; oldest first.</param>
/// <param name="AutomaticMails">Returned messages that were neither replies nor refusals, newest first.</param>
public sealed record CaseTasks(
    IReadOnlyList<OpenTask> Open,
    TaskFacts Facts,
    IReadOnlyList<ToAsk> ToAsk,
    IReadOnlyList<WordsRead> WordsRead,
    IReadOnlyList<ReplyRead> RepliesRead,
    IReadOnlyList<AutomaticMail> AutomaticMails
)
{
    /// <summary>Whether staff still have to ask if the care ended.</summary>
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
