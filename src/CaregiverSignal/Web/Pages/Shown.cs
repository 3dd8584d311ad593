using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CaregiverSignal.Web.Pages;

/// <summary>A page that several addresses answer with, filled in by each. Its markup and texts have its name.</summary>
public abstract record Shown : IPage, IResult, IStatusCodeHttpResult
{
    public Texts T => Texts.Of(GetType());

    public virtual Reader Reader => Reader.Caregiver;

    public IReadOnlyList<(string Field, string Text)> Errors { get; init; } = [];

    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field).Text;

    /// <summary>By default 400 if there are errors, otherwise 200.</summary>
    public int Status
    {
        get =>
            field > 0 ? field
            : Errors.Count > 0 ? StatusCodes.Status400BadRequest
            : StatusCodes.Status200OK;
        init;
    }

    int? IStatusCodeHttpResult.StatusCode => Status;

    private string View => $"/{GetType().FullName!["CaregiverSignal.".Length..].Replace('.', '/')}.cshtml";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // A refusal always says when to try again; after a minute if no time is known.
        if (
            Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && httpContext.Response.Headers.RetryAfter.Count == 0
        )
            PageRoutes.SetRetryAfter(httpContext, TimeSpan.FromMinutes(1));
        var typed = new ModelStateDictionary();
        foreach (var (field, text) in Errors)
            typed.AddModelError(field, text);
        var metadata = httpContext.RequestServices.GetRequiredService<IModelMetadataProvider>();
        var view = new ViewResult
        {
            ViewName = View,
            StatusCode = Status,
            ViewData = new ViewDataDictionary(metadata, typed) { Model = this },
        };
        return view.ExecuteResultAsync(new ActionContext(httpContext, new RouteData(), new ActionDescriptor(), typed));
    }
}

public interface IPage
{
    Texts T { get; }

    Reader Reader { get; }
}
