namespace CaregiverSignal.Mail;

/// <summary>Which mail goes first when several wait: the lowest number (our choice; mail.md 1.6).</summary>
public static class MailPriority
{
    /// <summary>10 for an alert to 70 for a reminder; 50 for a kind that is not known here.</summary>
    public static int Of(string kind) => kind switch
    {
        "alert" => 10,
        "escalation" => 20,
        "sign-in" => 30,
        "operator" => 40,
        "digest" => 50,
        "invitation" => 60,
        "reminder" => 70,
        _ => 50,
    };
}
