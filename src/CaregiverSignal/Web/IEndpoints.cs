namespace CaregiverSignal.Web;

/// <summary>
/// The addresses of one subject and what happens there. What the handlers need comes in by the constructor; their own
/// parameters are of the request: a part of the address, who is signed in, the form.
/// </summary>
public interface IEndpoints
{
    void AddTo(IEndpointRouteBuilder routes);
}
