using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Desk.Entry;

/// <summary>
/// Stores what was typed in: it fills in what the caregiver left open, and never changes the caregiver's own answers.
/// </summary>
public static class EntrySaving
{
    /// <param name="typed">Without errors, from a form that was shown for its state.</param>
    public static void Save(Transaction transaction, EntryModel typed, SignedInStaff staff, SiteTime time)
    {
        var (state, day) = (typed.State, typed.Day!.Value);
        if (state.Window == EntryWindow.Late)
            ResponseTable.Reopen(transaction, state.CheckIn.Id);
        foreach (var list in state.Questions.GroupBy(one => one.Instrument))
        {
            var open = list.Where(one => !one.IsOwn).ToList();
            var values = open.Where(one => typed.CodeOf(one) is not null || one.Stored is not null)
                .ToDictionary(one => one.Item.Key, typed.CodeOf);
            List<string> blank = typed.Sends
                ? [.. open.Select(one => one.Item.Key).Where(key => !values.ContainsKey(key))]
                : [];
            // A response has the day of its last answer, also when the caregiver gave that one.
            var isShared = list.Any(one => one.IsOwn) && state.AnsweredOn[list.Key.Key] > day;
            CheckInSubmission.SaveTyped(
                transaction,
                state.CheckIn,
                new ListAnswers(list.Key, values, blank),
                staff.Coordinator.Email,
                isShared ? state.AnsweredOn[list.Key.Key] : day,
                time
            );
        }

        foreach (var (help, verdict) in typed.Said)
            Helping.Say(transaction, help, verdict, state.CheckIn.Id, time, staff.Coordinator.Id);
        CheckInTable.SaveOwnWords(
            transaction,
            state.CheckIn.Id,
            typed.OwnWords.Length > 0 ? typed.OwnWords : null,
            Codes.Find<CallWish>(typed.Call),
            staff.Coordinator.Email
        );
        TypedInTable.Save(
            transaction,
            new TypedIn
            {
                CheckInId = state.CheckIn.Id,
                CoordinatorId = staff.Coordinator.Id,
                Way = typed.Way,
                AnsweredOn = day,
                SavedAt = time.Now,
            }
        );
        if (!typed.Sends)
            return;
        if (state.Window == EntryWindow.Late)
            CheckInSubmission.SendLate(transaction, state.CheckIn, day, time);
        else
            CheckInSubmission.Send(transaction, state.CheckIn, time);
    }
}
